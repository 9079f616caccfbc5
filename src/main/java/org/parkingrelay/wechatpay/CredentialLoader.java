package org.parkingrelay.wechatpay;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;
import org.parkingrelay.wechatpay.WeChatPayConfig.SchemeName;

/** Makes one credential of its configuration and files, at start and whenever the files change. */
final class CredentialLoader {

    private static final String PUBLIC_KEY_ID_PREFIX = "PUB_KEY_ID_";
    private static final int API_V3_KEY_LENGTH = 32;

    private final String prefix;
    private final CredentialConfig config;
    private final Scheme scheme;
    private final Clock clock;

    /**
     * Prepares a loader.
     *
     * @param name what the configuration calls the credential
     */
    CredentialLoader(String name, CredentialConfig config, Clock clock) {
        this.prefix = "relay.wechatpay.credentials.\"" + name + "\".";
        this.config = config;
        this.scheme = config.scheme() == SchemeName.SM2 ? Scheme.sm2() : Scheme.rsa(Providers.fastestForRsa());
        this.clock = clock;
    }

    /**
     * Reads everything anew.
     *
     * @param previous whose platform certificates stay in use until new ones are there; none at start
     * @return the credential, or none after adding a problem
     */
    Optional<Credential> load(Optional<Credential> previous, ConfigProblems problems) {
        int before = problems.lines().size();
        String mchid = matching(
                "mchid",
                config.mchid(),
                "[0-9]{1,32}",
                "set it to the merchant id, digits such as 1900000109",
                problems);
        Optional<MerchantKey> key = new MerchantKeyReader(prefix, scheme, problems).read(config);
        String serialNumber = serialNumber(key, problems);
        PlatformKeys platformKeys = platformKeys(key, previous, problems);
        if (problems.lines().size() > before || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credential(mchid, serialNumber, scheme, key.get(), platformKeys));
    }

    /** Of the certificate where one is there, since it changes with the key; else as configured. */
    private String serialNumber(Optional<MerchantKey> key, ConfigProblems problems) {
        Optional<String> ofCertificate = key.flatMap(MerchantKey::serialNumber);
        if (ofCertificate.isPresent() && config.serialNumber().isEmpty()) {
            return ofCertificate.get();
        }
        String mend =
                "set it to the serial number of the merchant's API certificate, hexadecimal digits (see: openssl x509 -in"
                        + " apiclient_cert.pem -noout -serial), or set " + prefix + "certificate-file";
        if (key.isEmpty()
                && config.certificateFile().isPresent()
                && config.serialNumber().isEmpty()) {
            return "";
        }
        String configured = matching("serial-number", config.serialNumber(), "[0-9A-Fa-f]{8,64}", mend, problems);
        boolean differs = ofCertificate.isPresent()
                && !PlatformCertificates.normal(configured).equals(PlatformCertificates.normal(ofCertificate.get()));
        if (differs) {
            problems.add(prefix + "serial-number", "is not that of the certificate beside the key", "remove it");
        }
        return configured;
    }

    private PlatformKeys platformKeys(
            Optional<MerchantKey> key, Optional<Credential> previous, ConfigProblems problems) {
        Optional<PlatformKey> publicKey = Optional.empty();
        boolean hasPublicKey =
                config.publicKeyId().isPresent() || config.publicKeyFile().isPresent();
        if (hasPublicKey || config.apiV3KeyFile().isEmpty()) {
            publicKey = publicKey(key, problems);
        }
        Optional<PlatformCertificates> certificates = Optional.empty();
        if (config.apiV3KeyFile().isPresent()) {
            certificates = certificates(problems)
                    .map(download -> previous.flatMap(
                                    credential -> credential.platformKeys().certificates())
                            .map(known -> known.with(download))
                            .orElseGet(() -> new PlatformCertificates(download, clock)));
        }
        return PlatformKeys.of(publicKey, certificates);
    }

    private Optional<PlatformKey> publicKey(Optional<MerchantKey> key, ConfigProblems problems) {
        String id = matching(
                "public-key-id",
                config.publicKeyId(),
                PUBLIC_KEY_ID_PREFIX + "[0-9A-Za-z]{1,64}",
                "set it to the id of the WeChat Pay public key, with its " + PUBLIC_KEY_ID_PREFIX,
                problems);
        String fileKey = prefix + "public-key-file";
        Optional<PublicKey> publicKey = PlatformKey.read(fileKey, config.publicKeyFile(), scheme, problems);
        boolean isOwn = key.isPresent()
                && publicKey.isPresent()
                && scheme.arePair(key.get().privateKey(), publicKey.get());
        if (isOwn) {
            problems.add(
                    fileKey,
                    "holds the merchant's own public key",
                    "download the WeChat Pay public key, pub_key.pem, from the merchant platform");
        }
        return publicKey.map(read -> new PlatformKey(id, read));
    }

    private Optional<CertificateDownload> certificates(ConfigProblems problems) {
        String key = prefix + "api-v3-key-file";
        String mend = "set it to a file that holds only the merchant's APIv3 key, 32 letters and digits";
        Optional<byte[]> apiV3Key = KeyFile.read(key, config.apiV3KeyFile(), mend, problems)
                .map(file -> file.text().getBytes(StandardCharsets.UTF_8));
        if (apiV3Key.isPresent() && apiV3Key.get().length != API_V3_KEY_LENGTH) {
            problems.add(key, "names a file of " + apiV3Key.get().length + " bytes where 32 belong", mend);
            return Optional.empty();
        }
        Optional<X509Certificate> root = config.rootCertificateFile().isEmpty() ? Optional.empty() : root(problems);
        return apiV3Key.map(bytes -> new CertificateDownload(scheme, bytes, root, new Validator(clock)));
    }

    private Optional<X509Certificate> root(ConfigProblems problems) {
        String mend = "set it to the certificate of Tenpay.com Root CA in PEM, or remove it";
        return KeyFile.read(prefix + "root-certificate-file", config.rootCertificateFile(), mend, problems)
                .flatMap(file -> file.certificate("a root certificate"));
    }

    private String matching(String key, Optional<String> value, String pattern, String mend, ConfigProblems problems) {
        String text = problems.required(prefix + key, value, mend);
        if (!text.isEmpty() && !text.matches(pattern)) {
            problems.add(prefix + key, "has not the form of one", mend);
        }
        return text;
    }

    /** For people: who signs. */
    String providerName() {
        return scheme.providerName();
    }
}
