package org.parkingrelay.wechatpay;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** 32 random letters and digits for each request, as the official SDKs send. */
final class Nonces implements Supplier<String> {

    /** So many that five random bits choose one. */
    private static final byte[] ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV".getBytes(StandardCharsets.US_ASCII);

    private static final int LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        byte[] nonce = new byte[LENGTH];
        random.nextBytes(nonce);
        for (int i = 0; i < LENGTH; i++) {
            nonce[i] = ALPHABET[nonce[i] & (ALPHABET.length - 1)];
        }
        return new String(nonce, StandardCharsets.US_ASCII);
    }
}
