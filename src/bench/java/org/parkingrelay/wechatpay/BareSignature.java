package org.parkingrelay.wechatpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.parkingrelay.standin.MerchantKeys;

/** The limit of forwarding: one signature by the provider that relays use on this machine, and nothing else. */
public final class BareSignature {

    private static final int LENGTH_OF_A_REQUEST = 260;

    private final Provider provider = Providers.fastestForRsa();
    private final PrivateKey key =
            Scheme.rsa(provider).adopt(MerchantKeys.generate().getPrivate());
    private final byte[] message = "x".repeat(LENGTH_OF_A_REQUEST).getBytes(StandardCharsets.US_ASCII);

    /** Makes one. */
    public byte[] make() {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA", provider);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the provider. */
    public String provider() {
        return provider.getName();
    }
}
