package org.parkingrelay.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.parkingrelay.event.Direction;

/** Keeps {@link Told} from whoever reads the store: AES-256-GCM, in Base64. Thread-safe. */
final class Seal {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 7;

    /** One for each thread, because to look one up takes longer than what it does here. */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(Seal::newCipher);

    private final SecretKeySpec secret;
    private final SecureRandom random = new SecureRandom();

    Seal(Fingerprints fingerprints) {
        this.secret = new SecretKeySpec(fingerprints.derived("seal"), "AES");
    }

    String close(Told told) {
        String text = String.join(
                SEPARATOR,
                told.circle(),
                String.valueOf(told.key().brandId()),
                told.key().openid(),
                told.key().plate(),
                told.direction().name(),
                told.occurredAt().toString(),
                String.valueOf(told.rank()));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return Base64.getEncoder().encodeToString(all);
    }

    /** Fails with {@link IllegalStateException} for what was sealed with another secret. */
    Told open(String sealed) {
        ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] rest = new byte[all.remaining()];
        all.get(rest);
        String[] parts =
                new String(run(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
        return new Told(
                parts[0],
                new StateKey(Long.parseLong(parts[1]), parts[2], parts[3]),
                Direction.valueOf(parts[4]),
                Instant.parse(parts[5]),
                Integer.parseInt(parts[6]));
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = CIPHERS.get();
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed with another secret, or damaged", e);
        }
    }
}
