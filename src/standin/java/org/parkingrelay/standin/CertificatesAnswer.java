package org.parkingrelay.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The body of {@code GET /v3/certificates}: each certificate encrypted with the merchant's APIv3 key (D:4012551764). */
final class CertificatesAnswer {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String ASSOCIATED_DATA = "certificate";

    private CertificatesAnswer() {}

    static String of(List<X509Certificate> certificates, String apiV3Key, KeyKind kind) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode data = root.putArray("data");
        for (X509Certificate certificate : certificates) {
            ObjectNode entry = data.addObject();
            entry.put("serial_no", PlatformIdentity.serial(certificate));
            entry.put("effective_time", certificate.getNotBefore().toInstant().toString());
            entry.put("expire_time", certificate.getNotAfter().toInstant().toString());
            String nonce = Long.toHexString(new SecureRandom().nextLong() | Long.MIN_VALUE)
                    .substring(0, 12);
            ObjectNode encrypted = entry.putObject("encrypt_certificate");
            encrypted.put("algorithm", kind == KeyKind.RSA ? "AEAD_AES_256_GCM" : "AEAD_SM4_GCM");
            encrypted.put("nonce", nonce);
            encrypted.put("associated_data", ASSOCIATED_DATA);
            encrypted.put("ciphertext", encrypt(certificate, nonce, apiV3Key, kind));
        }
        return root.toString();
    }

    private static String encrypt(X509Certificate certificate, String nonce, String apiV3Key, KeyKind kind) {
        try {
            byte[] key = apiV3Key.getBytes(StandardCharsets.US_ASCII);
            Cipher cipher;
            SecretKeySpec secret;
            if (kind == KeyKind.RSA) {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
                secret = new SecretKeySpec(key, "AES");
            } else {
                cipher = Cipher.getInstance("SM4/GCM/NoPadding", BOUNCY_CASTLE);
                byte[] digest = MessageDigest.getInstance("SM3", BOUNCY_CASTLE).digest(key);
                secret = new SecretKeySpec(Arrays.copyOf(digest, 16), "SM4");
            }
            cipher.init(
                    Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.US_ASCII)));
            cipher.updateAAD(ASSOCIATED_DATA.getBytes(StandardCharsets.US_ASCII));
            String pem = MerchantKeys.pem("CERTIFICATE", certificate.getEncoded());
            return Base64.getEncoder().encodeToString(cipher.doFinal(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stand-in cannot encrypt", e);
        }
    }
}
