package org.parkingrelay.wechatpay;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** 32 random letters and digits for each request, as the official SDKs send. */
final class Nonces implements Supplier<String> {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        StringBuilder nonce = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            nonce.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return nonce.toString();
    }
}
