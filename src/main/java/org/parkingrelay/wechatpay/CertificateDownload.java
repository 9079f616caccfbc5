package org.parkingrelay.wechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads the answer of {@code GET /v3/certificates} (D:4012551764): decrypts each certificate with the APIv3 key, checks it
 * against the root where one is given, and verifies this very answer with what it brought.
 */
final class CertificateDownload {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAG_BITS = 128;

    private final Scheme scheme;
    private final byte[] apiV3Key;
    private final Optional<X509Certificate> root;
    private final Validator validator;

    /**
     * Prepares the reading.
     *
     * @param apiV3Key 32 bytes
     * @param root whose key must have signed every certificate, where it is given
     */
    CertificateDownload(Scheme scheme, byte[] apiV3Key, Optional<X509Certificate> root, Validator validator) {
        this.scheme = scheme;
        this.apiV3Key = apiV3Key.clone();
        this.root = root;
        this.validator = validator;
    }

    /**
     * What a download brought.
     *
     * @param bySerial certificates by their normal serial
     * @param flaw why it may not be used, in words that may be logged; empty where it may
     */
    record Result(Map<String, X509Certificate> bySerial, String flaw) {

        static Result failed(String flaw) {
            return new Result(Map.of(), flaw);
        }
    }

    /** Never throws. */
    Result read(RawResponse response) {
        if (response.status() != 200) {
            return Result.failed("status " + response.status() + " "
                    + ErrorBody.read(response.body()).code());
        }
        try {
            Map<String, X509Certificate> bySerial = new HashMap<>();
            for (JsonNode entry : JSON.readTree(response.body()).path("data")) {
                X509Certificate certificate = decrypted(entry.path("encrypt_certificate"));
                if (root.isPresent()) {
                    certificate.verify(root.get().getPublicKey(), Providers.bouncyCastle());
                }
                bySerial.put(PlatformCertificates.normal(MerchantKey.serialNumberOf(certificate)), certificate);
            }
            if (bySerial.isEmpty()) {
                return Result.failed("the answer holds no certificate");
            }
            Validation validation = validator.validate(
                    response,
                    scheme,
                    serial -> Optional.ofNullable(bySerial.get(PlatformCertificates.normal(serial)))
                            .map(X509Certificate::getPublicKey));
            return validation.isValid() ? new Result(bySerial, "") : Result.failed(validation.flaw());
        } catch (AEADBadTagException e) {
            return Result.failed("the certificates cannot be decrypted: the APIv3 key is not this merchant's");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Whatever a foreign answer makes the libraries throw, whoever waits for the download must go on.
            return Result.failed("the answer cannot be read or a certificate is not the root's: "
                    + e.getClass().getSimpleName());
        }
    }

    private X509Certificate decrypted(JsonNode encrypted) throws GeneralSecurityException {
        boolean sm2 = scheme.isSm2();
        Cipher cipher = sm2
                ? Cipher.getInstance("SM4/GCM/NoPadding", Providers.bouncyCastle())
                : Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = encrypted.path("nonce").asText().getBytes(StandardCharsets.UTF_8);
        cipher.init(
                Cipher.DECRYPT_MODE,
                sm2 ? new SecretKeySpec(sm4Key(), "SM4") : new SecretKeySpec(apiV3Key, "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(encrypted.path("associated_data").asText().getBytes(StandardCharsets.UTF_8));
        byte[] pem = cipher.doFinal(
                Base64.getDecoder().decode(encrypted.path("ciphertext").asText()));
        return (X509Certificate) CertificateFactory.getInstance("X.509", Providers.bouncyCastle())
                .generateCertificate(new ByteArrayInputStream(pem));
    }

    /** The first half of the APIv3 key's SM3 (D:4012076194, section 4). */
    private byte[] sm4Key() throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SM3", Providers.bouncyCastle()).digest(apiV3Key);
        return Arrays.copyOf(digest, 16);
    }
}
