package org.parkingrelay.wechatpay;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;

/**
 * A file named by a configuration key that should hold a key or a certificate. What is wrong becomes a configuration problem
 * that says what the file holds instead; nothing of its contents is ever shown.
 */
final class KeyFile {

    private static final long MAX_LENGTH = 64 * 1024;

    private final String configKey;
    private final String mend;
    private final ConfigProblems problems;
    private final byte[] content;

    private KeyFile(String configKey, String mend, ConfigProblems problems, byte[] content) {
        this.configKey = configKey;
        this.mend = mend;
        this.problems = problems;
        this.content = content;
    }

    /**
     * Reads a file that must be there.
     *
     * @param configKey the key that names it
     * @param mend what to set the key to
     * @return the file, or none after adding a problem
     */
    static Optional<KeyFile> read(String configKey, Optional<String> configured, String mend, ConfigProblems problems) {
        String text = problems.required(configKey, configured, mend);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.contains("-----BEGIN")) {
                problems.add(configKey, "holds a key itself", mend);
                return Optional.empty();
            }
            Path path = Path.of(text);
            if (Files.size(path) > MAX_LENGTH) {
                problems.add(configKey, "names a file of more than 64 KiB, which is no key", mend);
                return Optional.empty();
            }
            return Optional.of(new KeyFile(configKey, mend, problems, Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            problems.add(configKey, "names a file that does not exist (" + text + ")", mend);
        } catch (IOException | InvalidPathException e) {
            String why = e.getClass().getSimpleName();
            problems.add(configKey, "names a file that cannot be read (" + text + ": " + why + ")", mend);
        }
        return Optional.empty();
    }

    byte[] content() {
        return content.clone();
    }

    /** The file as text without white space around it: a password, an APIv3 key. */
    String text() {
        return new String(content, StandardCharsets.UTF_8).strip();
    }

    /** Whether there is anything of PEM in it. */
    boolean isPem() {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The first object of a PEM file as Bouncy Castle reads it, parameters of curves left out, or null after adding a problem. */
    @Nullable
    Object pem() {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object object = parser.readObject();
            while (object instanceof ASN1ObjectIdentifier) {
                object = parser.readObject();
            }
            if (object == null) {
                wrong(text.isBlank() ? "names an empty file" : "names a file that is not PEM");
            }
            return object;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle's messages may quote the file.
            wrong("names a file whose PEM is damaged");
            return null;
        }
    }

    /**
     * The certificate of a PEM file, or none after adding a problem.
     *
     * @param expected what belongs there, for the problem
     */
    Optional<X509Certificate> certificate(String expected) {
        Object object = pem();
        if (!(object instanceof X509CertificateHolder holder)) {
            if (object != null) {
                holdsInstead(object, expected);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new JcaX509CertificateConverter()
                    .setProvider(Providers.bouncyCastle())
                    .getCertificate(holder));
        } catch (CertificateException e) {
            wrong("holds a certificate that cannot be read");
            return Optional.empty();
        }
    }

    /** Adds a problem of this file. */
    void wrong(String what) {
        problems.add(configKey, what, mend);
    }

    /** Adds the problem that the file holds something else than it should. */
    void holdsInstead(Object object, String expected) {
        wrong("holds " + nameOf(object) + " where " + expected + " belongs");
    }

    private static String nameOf(Object object) {
        if (object instanceof X509CertificateHolder) {
            return "a certificate";
        }
        if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
            return "an encrypted private key";
        }
        if (object instanceof PrivateKeyInfo || object instanceof PEMKeyPair) {
            return "a private key";
        }
        return object instanceof SubjectPublicKeyInfo ? "a public key" : "something else";
    }
}
