package org.parkingrelay.wechatpay;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A merchant's identity at WeChat Pay at one moment: signs requests into the {@code Authorization} header (D:4012365336).
 * Immutable and thread-safe; new key files make a new one.
 */
final class Credential {

    private final String mchid;
    private final String serialNumber;
    private final Scheme scheme;
    private final PrivateKey privateKey;
    private final Optional<Instant> expires;
    private final PlatformKeys platformKeys;

    /**
     * Builds a credential.
     *
     * @param mchid the merchant that calls: the mall, or the partner in partner mode
     * @param serialNumber of the merchant's API certificate, hexadecimal
     * @param key the merchant's private key, and its certificate where that is known
     * @param platformKeys what WeChat Pay signs this merchant's responses with
     */
    Credential(String mchid, String serialNumber, Scheme scheme, MerchantKey key, PlatformKeys platformKeys) {
        this.mchid = mchid;
        this.serialNumber = serialNumber;
        this.scheme = scheme;
        this.privateKey = scheme.adopt(key.privateKey());
        this.expires =
                key.certificate().map(certificate -> certificate.getNotAfter().toInstant());
        this.platformKeys = platformKeys;
    }

    String mchid() {
        return mchid;
    }

    String serialNumber() {
        return serialNumber;
    }

    Scheme scheme() {
        return scheme;
    }

    PlatformKeys platformKeys() {
        return platformKeys;
    }

    /** When the merchant's API certificate ends, where its file is configured. */
    Optional<Instant> expires() {
        return expires;
    }

    /** Whether both sign with the same key. */
    boolean hasKeyOf(Credential other) {
        return privateKey.equals(other.privateKey);
    }

    /** The value of the {@code Authorization} header: one line, one space after the scheme, none between the pairs. */
    String authorization(String method, String path, long timestamp, String nonce, byte[] body) {
        byte[] message = SignedMessage.ofRequest(method, path, timestamp, nonce, body);
        return scheme.authorizationType() + " mchid=\"" + mchid + "\",nonce_str=\"" + nonce + "\",signature=\""
                + scheme.sign(privateKey, message) + "\",timestamp=\"" + timestamp + "\",serial_no=\"" + serialNumber
                + '"';
    }

    /** Whether what it signs verifies with the public half of its own key; needs no network. */
    boolean signsWell() {
        byte[] message = SignedMessage.ofRequest("GET", "/", 0, mchid, new byte[0]);
        String signature = scheme.sign(privateKey, message);
        return scheme.verifies(scheme.publicHalf(privateKey), message, signature);
    }

    /** Shows whose it is, never the key. */
    @Override
    public String toString() {
        return "Credential[" + mchid + "]";
    }
}
