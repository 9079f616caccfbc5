package org.parkingrelay.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (HMAC-SHA-256, 128 bits of it): the store can tell things apart and not what they are. Thread-safe. */
final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    /** Stands in none of the parts. */
    private static final char SEPARATOR = '\n';

    /** One for each thread: to make one, or to clone it, takes longer and more memory than what it computes here. */
    private final ThreadLocal<Mac> macs;

    Fingerprints(byte[] secret) {
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> newMac(key));
    }

    private static Mac newMac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    String of(StateKey key) {
        return of("state", String.valueOf(key.brandId()), key.openid(), key.plate());
    }

    String ofEvent(String lotId, String eventId) {
        return of("event", lotId, eventId);
    }

    String ofLot(String lotId) {
        return of("lot", lotId).substring(0, 8);
    }

    /** A secret for another purpose, from which this one cannot be found. */
    byte[] derived(String purpose) {
        return mac("derived" + SEPARATOR + purpose);
    }

    private String of(String... parts) {
        byte[] mac = mac(String.join(String.valueOf(SEPARATOR), parts));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, BYTES));
    }

    /** After which a {@link Mac} is as it was before. */
    private byte[] mac(String text) {
        return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
