package org.parkingrelay.lookup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Plate;

/**
 * How a plate is written in the store: as it is, or as a keyed hash of it (HMAC-SHA-256 of its UTF-8, the first 128 bits as 32 hex
 * digits), from which nobody without the key can tell a plate, though there are few enough to try them all. Thread-safe.
 */
public final class PlateKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final int BYTES_OF_MARK = 4;
    private static final String MARKED = "parking-relay:binding-format";

    private final @Nullable Mac keyed;

    private PlateKeys(@Nullable Mac keyed) {
        this.keyed = keyed;
    }

    /** With the key, or plates as they are where there is none. */
    public static PlateKeys of(Optional<byte[]> key) {
        return new PlateKeys(key.map(PlateKeys::keyed).orElse(null));
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** What stands in the store for a plate. */
    String of(Plate plate) {
        return keyed == null ? plate.text() : hash(keyed, plate.text(), BYTES);
    }

    /**
     * What plates were written with: {@code plain}, or {@code hmac-sha256:} and 8 hex digits that only the same key gives. A store
     * keeps it, so that nobody looks in it for something else.
     */
    String format() {
        return keyed == null ? "plain" : "hmac-sha256:" + hash(keyed, MARKED, BYTES_OF_MARK);
    }

    private static String hash(Mac keyed, String text, int bytes) {
        try {
            // A copy for each call: a Mac is one thread's, and copying is cheaper than making one.
            byte[] hash = ((Mac) keyed.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }
}
