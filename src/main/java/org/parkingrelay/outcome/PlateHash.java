package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.parkingrelay.event.Plate;

/** The keyed hash (HMAC-SHA-256, 128 bits of it) that stands for a plate in the topic. Not thread-safe. */
final class PlateHash {

    /** Of a hash as text. */
    static final int LENGTH = 22;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;

    PlateHash(byte[] secret) {
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** As text, of {@link #LENGTH} characters. */
    String of(Plate plate) {
        return new String(bytesOf(plate), StandardCharsets.ISO_8859_1);
    }

    /** The same as bytes: a record's key. */
    byte[] bytesOf(Plate plate) {
        byte[] full = mac.doFinal(plate.text().getBytes(StandardCharsets.UTF_8));
        return BASE64.encode(Arrays.copyOf(full, BYTES));
    }
}
