package org.parkingrelay.wechatpay;

import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.parkingrelay.config.ConfigProblems;

/**
 * The WeChat Pay public key of one merchant (public key mode, D:4012153196). Never expires.
 *
 * @param id {@code PUB_KEY_ID_} and digits; requests ask for it in {@code Wechatpay-Serial}, responses name it there
 * @param key verifies responses
 */
record PlatformKey(String id, PublicKey key) {

    private static final String MEND =
            "set it to the path of the WeChat Pay public key, pub_key.pem, which begins with -----BEGIN PUBLIC KEY-----";

    /** Reads a public key in PEM (SPKI), or adds a problem. */
    static Optional<PublicKey> read(String configKey, Optional<String> path, Scheme scheme, ConfigProblems problems) {
        Optional<KeyFile> file = KeyFile.read(configKey, path, MEND, problems);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Object content = file.get().pem();
        if (!(content instanceof SubjectPublicKeyInfo info)) {
            if (content != null) {
                file.get().holdsInstead(content, "the WeChat Pay public key");
            }
            return Optional.empty();
        }
        try {
            PublicKey key = Providers.keyConverter(info.getAlgorithm()).getPublicKey(info);
            scheme.misfit(key).ifPresent(file.get()::wrong);
            return scheme.misfit(key).isEmpty() ? Optional.of(scheme.adopt(key)) : Optional.empty();
        } catch (PEMException e) {
            file.get().wrong("holds a public key that cannot be read");
            return Optional.empty();
        }
    }
}
