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
    /** Characters at the end of an event's id that change within a thousand events, where ids count up. */
    private static final int COUNTING = 3;
    /** Characters of an event's fingerprint, 6 bits each, that it has in common with such a thousand. */
    private static final int NEIGHBOURHOOD = 6;
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

    /**
     * Begins alike for events of one lot whose ids differ in their last characters only. Where ids count up, events that are told
     * together lie together in a store that keeps them in order, which reads and writes fewer pages for it. The other 96 bits are
     * its own.
     */
    String ofEvent(String lotId, String eventId) {
        String beginning = eventId.substring(0, Math.max(0, eventId.length() - COUNTING));
        return of("events", lotId, beginning).substring(0, NEIGHBOURHOOD)
                + of("event", lotId, eventId).substring(NEIGHBOURHOOD);
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
