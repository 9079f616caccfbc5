package org.parkingrelay.wechatpay;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Who does the arithmetic of signatures on this machine. */
final class Providers {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** It takes a tenth; after this the tests are done twice, as if nobody had waited. */
    private static final int LONGEST_TEST_SECONDS = 2;

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
     * machine (Linux on x86-64 and ARM), about three times as fast as the JDK's, else the JDK's. It tests itself in the common pool
     * once it is loaded; whoever asked it for anything before the end of that would do all tests a second time, so that is waited for.
     */
    static Provider fastestForRsa() {
        Provider fastest = load();
        boolean unused = ForkJoinPool.commonPool().awaitQuiescence(LONGEST_TEST_SECONDS, TimeUnit.SECONDS);
        return fastest;
    }

    /** The same, which may still test itself. */
    static Provider load() {
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

    /** The JDK's own, which is everywhere. */
    static Provider jdkForRsa() {
        try {
            return Signature.getInstance("SHA256withRSA").getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK signs with RSA", e);
        }
    }
}
