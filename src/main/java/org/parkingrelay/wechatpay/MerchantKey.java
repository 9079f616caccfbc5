package org.parkingrelay.wechatpay;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/**
 * What a merchant's key files hold.
 *
 * @param privateKey signs requests
 * @param certificate the merchant's API certificate, where a file has it: it knows its serial number and its end
 */
record MerchantKey(PrivateKey privateKey, Optional<X509Certificate> certificate) {

    /** The certificate's serial number as the platform writes it: upper-case hexadecimal digits. */
    Optional<String> serialNumber() {
        return certificate.map(MerchantKey::serialNumberOf);
    }

    static String serialNumberOf(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "MerchantKey[" + serialNumber().orElse("no certificate") + "]";
    }
}
