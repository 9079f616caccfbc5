package org.parkingrelay.wechatpay;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Who does the arithmetic of signatures on this machine. */
final class Providers {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private Providers() {}

    /** Made by the first who needs it: it computes all its curves then, which would be the longest part of a start. */
    private static final class BouncyCastle {

        static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /** For SM2, and for reading what the JDK does not. Not registered with the JDK: nobody else's business changes. */
    static Provider bouncyCastle() {
        return BouncyCastle.PROVIDER;
    }

    /** What reads a key that is said to be of this algorithm: the JDK for RSA, else Bouncy Castle. */
    static JcaPEMKeyConverter keyConverter(AlgorithmIdentifier algorithm) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        boolean isRsa = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
        return isRsa ? converter : converter.setProvider(bouncyCastle());
    }

    /**
     * For RSA, most of the CPU that a forwarded event costs: Amazon Corretto's provider where its library is there for this
     * machine (Linux on x86-64 and ARM), about three times as fast as the JDK's, else the JDK's.
     */
    static Provider fastestForRsa() {
        try {
            // By name, because on other systems the class is not there.
            Class<?> type = Class.forName(CORRETTO);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            if (type.getMethod("getLoadingError").invoke(provider) == null) {
                return provider;
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not there, or its native library does not load here; the JDK's does the same, slower.
        }
        return jdkForRsa();
    }

    /** Loads the fastest and has it test itself, as it does when it is used first. */
    static void prepareForRsa() {
        try {
            KeyFactory unused = KeyFactory.getInstance("RSA", fastestForRsa());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("who signs with RSA reads its keys", e);
        }
    }

    /** The JDK's own, which is everywhere. */
    static Provider jdkForRsa() {
        try {
            return Signature.getInstance("SHA256withRSA").getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK signs with RSA", e);
        }
    }
}
