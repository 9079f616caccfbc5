package org.parkingrelay.wechatpay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;

/**
 * One of WeChat Pay's two signature schemes, and who does its arithmetic on this machine. Thread-safe: each signature has an
 * object of its own, because one that threads share gives bad signatures (wechatpay-java issue 114).
 */
final class Scheme {

    private static final int MIN_RSA_BITS = 2048;

    private final String authorizationType;
    private final String algorithm;
    private final String keyAlgorithm;
    private final Provider provider;

    private Scheme(String authorizationType, String algorithm, String keyAlgorithm, Provider provider) {
        this.authorizationType = authorizationType;
        this.algorithm = algorithm;
        this.keyAlgorithm = keyAlgorithm;
        this.provider = provider;
    }

    /** {@code WECHATPAY2-SHA256-RSA2048}: PKCS#1 v1.5 with SHA-256. */
    static Scheme rsa(Provider provider) {
        return new Scheme("WECHATPAY2-SHA256-RSA2048", "SHA256withRSA", "RSA", provider);
    }

    /**
     * {@code WECHATPAY2-SM2-WITH-SM3}: DER, user id {@code 1234567812345678}, which is Bouncy Castle's default (D:4012076194). The
     * JDK has none of it.
     */
    static Scheme sm2() {
        return new Scheme("WECHATPAY2-SM2-WITH-SM3", "SM3withSM2", "EC", Providers.bouncyCastle());
    }

    /** The first word of the {@code Authorization} header. */
    String authorizationType() {
        return authorizationType;
    }

    /** Of platform certificates, as {@code GET /v3/certificates} wants it told. */
    boolean isSm2() {
        return keyAlgorithm.equals("EC");
    }

    /** For people: who signs. */
    String providerName() {
        return provider.getName();
    }

    /** The same key in the provider's own form, so that it is not converted at each signature. */
    PrivateKey adopt(PrivateKey key) {
        try {
            return (PrivateKey) KeyFactory.getInstance(keyAlgorithm, provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot be used", e);
        }
    }

    /** The same key in the provider's own form. */
    PublicKey adopt(PublicKey key) {
        try {
            return (PublicKey) KeyFactory.getInstance(keyAlgorithm, provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot be used", e);
        }
    }

    /** What is wrong with a key for this scheme, as the end of a sentence; nothing where it fits. */
    Optional<String> misfit(Key key) {
        if (isSm2()) {
            // Looked up here: to compute the curve takes 20 ms of a start, and with RSA nobody asks.
            BigInteger order = GMNamedCurves.getByName("sm2p256v1").getN();
            boolean isSm2Key =
                    key instanceof ECKey curve && curve.getParams().getOrder().equals(order);
            return isSm2Key
                    ? Optional.empty()
                    : Optional.of("holds a key of " + key.getAlgorithm() + " that is not of the curve SM2");
        }
        if (!(key instanceof RSAKey rsa)) {
            return Optional.of("holds a key of " + key.getAlgorithm() + " where RSA belongs");
        }
        int bits = rsa.getModulus().bitLength();
        return bits >= MIN_RSA_BITS
                ? Optional.empty()
                : Optional.of("holds a key of " + bits + " bits, fewer than " + MIN_RSA_BITS);
    }

    /** The signature in standard Base64. */
    String sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initSign(key);
            signature.update(message);
            return new String(Base64.getEncoder().encode(signature.sign()), StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of a credential was checked at start and cannot sign now", e);
        }
    }

    /**
     * Whether a signature is this key's over the message. What is no Base64 is no signature: the probes that WeChat Pay sends
     * now and then are such (D:4013053249, section 5).
     */
    boolean verifies(PublicKey key, byte[] message, String signature) {
        try {
            Signature verification = Signature.getInstance(algorithm, provider);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The public half of a private key, computed from it. */
    PublicKey publicHalf(PrivateKey key) {
        try {
            KeyFactory factory = isSm2()
                    ? KeyFactory.getInstance(keyAlgorithm, Providers.bouncyCastle())
                    : KeyFactory.getInstance(keyAlgorithm);
            Key readable = factory.translateKey(key);
            if (readable instanceof RSAPrivateCrtKey rsa) {
                return adopt(factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
            }
            ECPrivateKey sm2 = (ECPrivateKey) readable;
            ECParameterSpec curve = sm2.getParameters();
            return factory.generatePublic(new ECPublicKeySpec(curve.getG().multiply(sm2.getD()), curve));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read has no public half", e);
        }
    }

    /** Whether two keys are the halves of one pair, found by trying. */
    boolean arePair(PrivateKey privateKey, PublicKey publicKey) {
        byte[] message = "a pair?".getBytes(StandardCharsets.US_ASCII);
        return verifies(publicKey, message, sign(adopt(privateKey), message));
    }
}
