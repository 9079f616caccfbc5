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

    /** Only cloned: to look one up and to hand it the secret takes longer than what it computes here. */
    private final Mac prototype;

    Fingerprints(byte[] secret) {
        try {
            this.prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
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

    private byte[] mac(String text) {
        try {
            return ((Mac) prototype.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
