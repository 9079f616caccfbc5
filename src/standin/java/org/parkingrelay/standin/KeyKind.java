package org.parkingrelay.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The two kinds of signatures that WeChat Pay knows (D:4012365336, D:4012076194). */
public enum KeyKind {
    /** RSA with SHA-256. */
    RSA("WECHATPAY2-SHA256-RSA2048", "SHA256withRSA"),
    /** SM2 with SM3, in DER. */
    SM2("WECHATPAY2-SM2-WITH-SM3", "SM3withSM2");

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final String scheme;
    private final String algorithm;

    KeyKind(String scheme, String algorithm) {
        this.scheme = scheme;
        this.algorithm = algorithm;
    }

    String scheme() {
        return scheme;
    }

    String algorithm() {
        return algorithm;
    }

    /** A key pair of this kind. */
    public KeyPair generate() {
        try {
            if (this == RSA) {
                return MerchantKeys.generate();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec("sm2p256v1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return this == RSA ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, BOUNCY_CASTLE);
    }

    String sign(PrivateKey key, String message) {
        try {
            Signature signature = signature();
            signature.initSign(key);
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stand-in cannot sign", e);
        }
    }

    boolean verifies(PublicKey key, String message, String signature) {
        try {
            Signature verification = signature();
            verification.initVerify(key);
            verification.update(message.getBytes(StandardCharsets.UTF_8));
            return verification.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
