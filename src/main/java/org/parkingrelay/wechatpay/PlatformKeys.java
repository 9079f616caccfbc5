package org.parkingrelay.wechatpay;

import java.security.PublicKey;
import java.util.Optional;

/**
 * What WeChat Pay signs a merchant's responses with: its public key, its certificates, or both while a merchant moves from the
 * one to the other (D:4012154180). The key is always chosen by the serial that the response names, never the newest.
 */
final class PlatformKeys {

    private final Optional<PlatformKey> publicKey;
    private final Optional<PlatformCertificates> certificates;

    private PlatformKeys(Optional<PlatformKey> publicKey, Optional<PlatformCertificates> certificates) {
        this.publicKey = publicKey;
        this.certificates = certificates;
    }

    /** Public key mode, certificate mode, or both; at least one is there. */
    static PlatformKeys of(Optional<PlatformKey> publicKey, Optional<PlatformCertificates> certificates) {
        return new PlatformKeys(publicKey, certificates);
    }

    /** Public key mode. */
    static PlatformKeys of(PlatformKey publicKey) {
        return new PlatformKeys(Optional.of(publicKey), Optional.empty());
    }

    /** What a request asks for in {@code Wechatpay-Serial}; empty before the first certificate is there. */
    String requested() {
        return publicKey
                .map(PlatformKey::id)
                .or(() -> certificates.map(PlatformCertificates::newestSerial))
                .orElse("");
    }

    /** The key with this serial. An id of a public key is compared as text; it is no number. */
    Optional<PublicKey> find(String serial) {
        if (publicKey.isPresent() && publicKey.get().id().equals(serial)) {
            return Optional.of(publicKey.get().key());
        }
        return certificates.flatMap(downloaded -> downloaded.find(serial));
    }

    Optional<PlatformCertificates> certificates() {
        return certificates;
    }
}
