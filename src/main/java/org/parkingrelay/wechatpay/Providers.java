package org.parkingrelay.wechatpay;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Who does the arithmetic of signatures on this machine. */
final class Providers {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private Providers() {}

    /** For SM2, and for reading keys in all their formats. Not registered with the JDK: nobody else's business changes. */
    static Provider bouncyCastle() {
        return BOUNCY_CASTLE;
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

    /** The JDK's own, which is everywhere. */
    static Provider jdkForRsa() {
        try {
            return Signature.getInstance("SHA256withRSA").getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK signs with RSA", e);
        }
    }
}
