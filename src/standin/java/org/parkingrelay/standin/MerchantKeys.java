package org.parkingrelay.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Keys made for one run, and written as the files that a merchant has. */
public final class MerchantKeys {

    private MerchantKeys() {}

    /** An RSA key pair of WeChat Pay's length. */
    public static KeyPair generate() {
        return generate("RSA", 2048);
    }

    /** A key pair of another kind, to be refused. */
    public static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code -----BEGIN PRIVATE KEY-----} (PKCS#8). */
    public static Path writePrivate(KeyPair pair, Path file) {
        return write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /** Writes {@code -----BEGIN PUBLIC KEY-----} (SPKI). */
    public static Path writePublic(KeyPair pair, Path file) {
        return write(file, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    /** The PEM text of some DER bytes. */
    public static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
