package org.parkingrelay.wechatpay;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * The WeChat Pay public key of one merchant (public key mode, D:4012153196). Never expires.
 *
 * @param id {@code PUB_KEY_ID_} and digits; requests ask for it in {@code Wechatpay-Serial}, responses name it there
 * @param key an RSA key
 */
record PlatformKey(String id, PublicKey key) {

    /**
     * Whether {@code signature} is this key's over {@code message}. What is no Base64 is no signature: the probes that WeChat Pay
     * sends now and then are such (D:4013053249, section 5).
     */
    boolean verifies(byte[] message, String signature) {
        try {
            Signature verification = Signature.getInstance("SHA256withRSA");
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
