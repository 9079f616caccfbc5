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

    /** How often key files are looked at; what changed is taken without a restart. */
    @WithDefault("30s")
    Duration keyCheckInterval();

    /** How often platform certificates are downloaded, in certificate mode; WeChat Pay asks for less than 12 hours. */
    @WithDefault("6h")
    Duration certificateRefreshInterval();

    /** The signature schemes. */
    enum SchemeName {
        /** `WECHATPAY2-SHA256-RSA2048`, what every merchant has. */
        RSA,
        /** `WECHATPAY2-SM2-WITH-SM3`, for merchants for whom WeChat Pay has switched it on. */
        SM2
    }

    /** One merchant's credential, in public key mode, certificate mode, or both during a migration. */
    interface CredentialConfig {

        /** The merchant id (商户号) that calls: the mall's own, or the partner's. Required. */
        Optional<String> mchid();

        /**
         * The serial number of the merchant's API certificate, as the merchant platform shows it. Required, unless
         * `certificate-file` or a PKCS#12 file has it.
         */
        Optional<String> serialNumber();

        /**
         * The file with the merchant's private key: `apiclient_key.pem` (PKCS#8 or PKCS#1, plain or encrypted) or
         * `apiclient_cert.p12` (PKCS#12). Required.
         */
        Optional<String> privateKeyFile();

        /** The file with the password of the private key's file. Absent: the merchant id, as WeChat Pay hands it out. */
        Optional<String> privateKeyPasswordFile();

        /**
         * The file with the merchant's API certificate, `apiclient_cert.pem`. With it the serial number changes with the key when
         * the files are replaced, and the days until it ends are measured.
         */
        Optional<String> certificateFile();

        /** The id of the WeChat Pay public key, `PUB_KEY_ID_` and digits. Required in public key mode. */
        Optional<String> publicKeyId();

        /**
         * The file with the WeChat Pay public key, `pub_key.pem`, downloaded from the merchant platform. Required in public key
         * mode.
         */
        Optional<String> publicKeyFile();

        /** The file with the APIv3 key. Setting it turns certificate mode on: platform certificates are then downloaded. */
        Optional<String> apiV3KeyFile();

        /** The file with the certificate of Tenpay.com Root CA; with it, only platform certificates that it signed are taken. */
        Optional<String> rootCertificateFile();

        /** The signature scheme. */
        @WithDefault("RSA")
        SchemeName scheme();

        /**
         * The most calls a second of this relay with this credential. WeChat Pay publishes no limit for this call; where it says that
         * calls come too often, the relay halves its rate and recovers slowly.
         */
        @WithDefault("10000")
        double callsPerSecond();

        /** Whether this is a partner's (服务商) credential: then each circle that it signs for needs a `sub-mchid`. */
        @WithDefault("false")
        boolean partner();
    }
}
