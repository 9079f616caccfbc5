package org.parkingrelay.circle;

import java.util.Optional;

/**
 * A business circle (商圈): one mall as WeChat Pay knows it.
 *
 * @param name what the configuration calls it; not secret
 * @param appId the app id under which members bound their plates, 1 to 32 characters
 * @param brandId the brand, a JSON number in the report
 * @param subMchid in partner mode the mall's own merchant id, sent with each report; absent in merchant mode
 * @param credential the name of the credential that signs for it
 */
public record Circle(String name, String appId, long brandId, Optional<String> subMchid, String credential) {}
