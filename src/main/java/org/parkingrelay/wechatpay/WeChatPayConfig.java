package org.parkingrelay.wechatpay;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where WeChat Pay is and who calls it. */
@ConfigMapping(prefix = "relay.wechatpay")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface WeChatPayConfig {

    /** The merchants that sign reports, by a name of your choice; at least one. */
    @ConfigDocMapKey("name")
    Map<String, CredentialConfig> credentials();

    /** The primary host and the backup, which is tried at once where the primary does not answer. */
    @WithDefault("https://api.mch.weixin.qq.com,https://api2.mch.weixin.qq.com")
    List<String> hosts();

    /** Takes `http://` for a loopback host, to run against a stand-in. Any other host needs `https://` all the same. */
    @WithDefault("false")
    boolean allowPlainHttp();

    /** How long making a connection may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long one call may take, connection and response included. */
    @WithDefault("5s")
    Duration deadline();

    /** One merchant's credential, in public key mode. */
    interface CredentialConfig {

        /** The merchant id (商户号) that calls: the mall's own, or the partner's. Required. */
        Optional<String> mchid();

        /** The serial number of the merchant's API certificate, as the merchant platform shows it. Required. */
        Optional<String> serialNumber();

        /** The file with the merchant's private key, `apiclient_key.pem` (PKCS#8 or PKCS#1). Required. */
        Optional<String> privateKeyFile();

        /** The id of the WeChat Pay public key, `PUB_KEY_ID_` and digits. Required. */
        Optional<String> publicKeyId();

        /** The file with the WeChat Pay public key, `pub_key.pem`, downloaded from the merchant platform. Required. */
        Optional<String> publicKeyFile();

        /** Whether this is a partner's (服务商) credential: then each circle that it signs for needs a `sub-mchid`. */
        @WithDefault("false")
        boolean partner();
    }
}
