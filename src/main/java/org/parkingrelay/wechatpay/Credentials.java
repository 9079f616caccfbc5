package org.parkingrelay.wechatpay;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;

/** The configured credentials by name, their keys read and checked. */
public final class Credentials {

    private static final Logger LOG = Logger.getLogger(Credentials.class);
    private static final int MIN_KEY_BITS = 2048;
    private static final String PUBLIC_KEY_ID_PREFIX = "PUB_KEY_ID_";

    private final Map<String, Credential> byName;

    private Credentials(Map<String, Credential> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Reads all credentials; what is wrong is added to {@code problems}, and the result then lacks that credential. */
    public static Credentials load(WeChatPayConfig config, ConfigProblems problems) {
        SignatureProvider provider = SignatureProvider.fastest();
        LOG.infof("Requests are signed by the provider %s", provider.name());
        Map<String, Credential> byName = new HashMap<>();
        config.credentials()
                .forEach((name, credential) ->
                        credential(name, credential, provider, problems).ifPresent(loaded -> byName.put(name, loaded)));
        if (config.credentials().isEmpty()) {
            problems.add(
                    "relay.wechatpay.credentials",
                    "names no merchant",
                    "set relay.wechatpay.credentials.\"<name>\".mchid, .serial-number, .private-key-file, .public-key-id and"
                            + " .public-key-file");
        }
        return new Credentials(byName);
    }

    private static Optional<Credential> credential(
            String name, CredentialConfig config, SignatureProvider provider, ConfigProblems problems) {
        String key = "relay.wechatpay.credentials.\"" + name + "\".";
        String mchid = matching(
                key + "mchid",
                config.mchid(),
                "[0-9]{1,32}",
                "set it to the merchant id, digits such as 1900000109",
                problems);
        String serialNumber = matching(
                key + "serial-number",
                config.serialNumber(),
                "[0-9A-Fa-f]{8,64}",
                "set it to the serial number of the merchant's API certificate, hexadecimal digits (see: openssl x509 -in"
                        + " apiclient_cert.pem -noout -serial)",
                problems);
        String publicKeyId = matching(
                key + "public-key-id",
                config.publicKeyId(),
                PUBLIC_KEY_ID_PREFIX + "[0-9A-Za-z]{1,64}",
                "set it to the id of the WeChat Pay public key, with its " + PUBLIC_KEY_ID_PREFIX,
                problems);
        Optional<PrivateKey> privateKey = PemFile.privateKey(
                        key + "private-key-file", config.privateKeyFile(), problems)
                .filter(loaded -> isRsa(key + "private-key-file", loaded, problems));
        Optional<PublicKey> publicKey = PemFile.publicKey(key + "public-key-file", config.publicKeyFile(), problems)
                .filter(loaded -> isPlatformKey(key + "public-key-file", loaded, privateKey, problems));
        if (privateKey.isEmpty() || publicKey.isEmpty()) {
            return Optional.empty();
        }
        PlatformKey platformKey = new PlatformKey(publicKeyId, publicKey.get());
        return Optional.of(new Credential(mchid, serialNumber, provider, privateKey.get(), platformKey));
    }

    private static String matching(
            String key, Optional<String> value, String pattern, String mend, ConfigProblems problems) {
        String text = problems.required(key, value, mend);
        if (!text.isEmpty() && !text.matches(pattern)) {
            problems.add(key, "has not the form of one", mend);
        }
        return text;
    }

    private static boolean isRsa(String key, PrivateKey privateKey, ConfigProblems problems) {
        if (!(privateKey instanceof RSAPrivateKey rsa)) {
            problems.add(key, "holds a key of " + privateKey.getAlgorithm(), "WeChat Pay's scheme wants RSA");
            return false;
        }
        return isLongEnough(key, rsa.getModulus().bitLength(), problems);
    }

    private static boolean isPlatformKey(
            String key, PublicKey publicKey, Optional<PrivateKey> privateKey, ConfigProblems problems) {
        if (!(publicKey instanceof RSAPublicKey rsa)) {
            problems.add(key, "holds a key of " + publicKey.getAlgorithm(), "WeChat Pay's scheme wants RSA");
            return false;
        }
        boolean isOwn = privateKey
                .map(own -> ((RSAPrivateKey) own).getModulus().equals(rsa.getModulus()))
                .orElse(false);
        if (isOwn) {
            problems.add(
                    key,
                    "holds the merchant's own public key",
                    "download the WeChat Pay public key, pub_key.pem, from the merchant platform");
            return false;
        }
        return isLongEnough(key, rsa.getModulus().bitLength(), problems);
    }

    private static boolean isLongEnough(String key, int bits, ConfigProblems problems) {
        if (bits < MIN_KEY_BITS) {
            problems.add(key, "holds a key of " + bits + " bits", "WeChat Pay's keys have at least " + MIN_KEY_BITS);
        }
        return bits >= MIN_KEY_BITS;
    }

    Map<String, Credential> byName() {
        return byName;
    }
}
