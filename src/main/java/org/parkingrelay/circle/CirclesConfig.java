package org.parkingrelay.circle;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The business circles for which parking is reported. */
@ConfigMapping(prefix = "relay.circles")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface CirclesConfig {

    /** Business circles by a name of your choice; at least one. */
    @WithParentName
    @ConfigDocMapKey("circle")
    Map<String, CircleConfig> circles();

    /** One business circle. */
    interface CircleConfig {

        /** The app id (公众号 or 小程序) under which the mall's members have their openids, for example `wx931386123456789e`. Required. */
        Optional<String> appId();

        /** The brand id of the mall, a whole number. Required. */
        Optional<String> brandId();

        /**
         * The merchant id of the mall itself, where a partner (服务商) reports for it with the partner's own credential. Leave
         * it away where the credential is the mall's own.
         */
        Optional<String> subMchid();

        /** The name of the credential that signs this circle's reports, as in `relay.wechatpay.credentials."<name>"`. Required. */
        Optional<String> credential();
    }
}
