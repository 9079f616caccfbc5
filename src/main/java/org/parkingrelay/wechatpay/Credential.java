package org.parkingrelay.wechatpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** A merchant's identity at WeChat Pay: signs requests into the {@code Authorization} header (D:4012365336). Thread-safe. */
final class Credential {

    private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048";

    private final String mchid;
    private final String serialNumber;
    private final SignatureProvider provider;
    private final PrivateKey privateKey;
    private final PlatformKey platformKey;

    /**
     * Builds a credential.
     *
     * @param mchid the merchant that calls: the mall, or the partner in partner mode
     * @param serialNumber of the merchant's API certificate, hexadecimal
     * @param provider signs
     * @param privateKey the RSA key of that certificate
     * @param platformKey the key that WeChat Pay signs this merchant's responses with
     */
    Credential(
            String mchid,
            String serialNumber,
            SignatureProvider provider,
            PrivateKey privateKey,
            PlatformKey platformKey) {
        this.mchid = mchid;
        this.serialNumber = serialNumber;
        this.provider = provider;
        this.privateKey = provider.adopt(privateKey);
        this.platformKey = platformKey;
    }

    PlatformKey platformKey() {
        return platformKey;
    }

    String mchid() {
        return mchid;
    }

    /** The value of the {@code Authorization} header: one line, one space after the scheme, none between the pairs. */
    String authorization(String method, String path, long timestamp, String nonce, byte[] body) {
        byte[] message = SignedMessage.ofRequest(method, path, timestamp, nonce, body);
        return SCHEME + " mchid=\"" + mchid + "\",nonce_str=\"" + nonce + "\",signature=\"" + sign(message)
                + "\",timestamp=\"" + timestamp + "\",serial_no=\"" + serialNumber + '"';
    }

    private String sign(byte[] message) {
        try {
            Signature signature = provider.signature();
            signature.initSign(privateKey);
            signature.update(message);
            return new String(Base64.getEncoder().encode(signature.sign()), StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of a credential was checked at start and cannot sign now", e);
        }
    }

    /** Shows whose it is, never the key. */
    @Override
    public String toString() {
        return "Credential[" + mchid + "]";
    }
}
