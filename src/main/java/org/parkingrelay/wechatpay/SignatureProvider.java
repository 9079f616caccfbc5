package org.parkingrelay.wechatpay;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;

/**
 * Who does the arithmetic of RSA signatures, which is most of the CPU that a forwarded event costs: Amazon Corretto's provider
 * where its library is there for this machine (Linux on x86-64 and ARM), about three times as fast as the JDK's, else the
 * JDK's.
 */
final class SignatureProvider {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String ALGORITHM = "SHA256withRSA";

    private final Provider provider;

    private SignatureProvider(Provider provider) {
        this.provider = provider;
    }

    /** The fastest that works on this machine. */
    static SignatureProvider fastest() {
        try {
            // By name, because on other systems the class is not there.
            Class<?> type = Class.forName(CORRETTO);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            if (type.getMethod("getLoadingError").invoke(provider) == null) {
                return new SignatureProvider(provider);
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not there, or its native library does not load here; the JDK's does the same, slower.
        }
        return ofJdk();
    }

    /** The JDK's own, which is everywhere. */
    static SignatureProvider ofJdk() {
        try {
            return new SignatureProvider(
                    Security.getProvider("SunRsaSign") == null
                            ? Signature.getInstance(ALGORITHM).getProvider()
                            : Security.getProvider("SunRsaSign"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with RSA", e);
        }
    }

    /** For people: the provider's name. */
    String name() {
        return provider.getName();
    }

    /** The same key in the provider's own form, so that it is not converted at each signature. */
    PrivateKey adopt(PrivateKey key) {
        try {
            return (PrivateKey) KeyFactory.getInstance("RSA", provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot be used", e);
        }
    }

    /** A new one for each signature: one that threads share gives bad signatures (wechatpay-java issue 114). */
    Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(ALGORITHM, provider);
    }
}
