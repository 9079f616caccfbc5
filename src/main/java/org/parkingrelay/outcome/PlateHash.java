package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.macs.SipHash128;
import org.bouncycastle.crypto.params.KeyParameter;
import org.parkingrelay.event.Plate;

/**
 * The keyed hash that stands for a plate in the topic: SipHash-2-4 with 128 bits, of the plate in UTF-16, since it is computed for each
 * car that passes. Not thread-safe.
 */
final class PlateHash {

    /** Of a hash as text. */
    static final int LENGTH = 22;

    private static final int KEY_BYTES = 16;
    private static final int BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SipHash128 mac = new SipHash128();
    private byte[] utf16 = new byte[32];
    private final byte[] hash = new byte[BYTES];
    private final byte[] text = new byte[LENGTH];

    /**
     * A hash.
     *
     * @param secret whose first bytes are the key; it is derived for this alone
     */
    PlateHash(byte[] secret) {
        mac.init(new KeyParameter(Arrays.copyOf(secret, KEY_BYTES)));
    }

    /** As text, of {@link #LENGTH} characters. */
    String of(Plate plate) {
        return new String(bytesOf(plate), StandardCharsets.ISO_8859_1);
    }

    /** The same as bytes: always in the same array. */
    byte[] bytesOf(Plate plate) {
        String plain = plate.text();
        int length = Character.BYTES * plain.length();
        if (length > utf16.length) {
            utf16 = new byte[length];
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            utf16[2 * i] = (byte) (c >> Byte.SIZE);
            utf16[2 * i + 1] = (byte) c;
        }
        // All at once, which is faster than byte by byte.
        mac.update(utf16, 0, length);
        mac.doFinal(hash, 0);
        BASE64.encode(hash, text);
        return text;
    }
}
