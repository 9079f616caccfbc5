package org.parkingrelay.wechatpay;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;

/**
 * A key in a PEM file named by a configuration key. What is wrong becomes a configuration problem that says what the file
 * holds instead; nothing of its contents is ever shown.
 */
final class PemFile {

    private static final long MAX_LENGTH = 64 * 1024;
    private static final String PRIVATE_KEY_MEND =
            "set it to the path of the merchant's private key, apiclient_key.pem, which begins with -----BEGIN PRIVATE KEY-----";
    private static final String PUBLIC_KEY_MEND =
            "set it to the path of the WeChat Pay public key, pub_key.pem, which begins with -----BEGIN PUBLIC KEY-----";

    private final String configKey;
    private final String mend;
    private final ConfigProblems problems;

    private PemFile(String configKey, String mend, ConfigProblems problems) {
        this.configKey = configKey;
        this.mend = mend;
        this.problems = problems;
    }

    /** The RSA key of a PKCS#8 or PKCS#1 file, or none after adding a problem. */
    static Optional<PrivateKey> privateKey(String configKey, Optional<String> path, ConfigProblems problems) {
        PemFile file = new PemFile(configKey, PRIVATE_KEY_MEND, problems);
        Object content = file.read(path);
        if (content == null) {
            return Optional.empty();
        }
        try {
            if (content instanceof PrivateKeyInfo pkcs8) {
                return Optional.of(new JcaPEMKeyConverter().getPrivateKey(pkcs8));
            }
            if (content instanceof PEMKeyPair pkcs1) {
                return Optional.of(new JcaPEMKeyConverter().getPrivateKey(pkcs1.getPrivateKeyInfo()));
            }
        } catch (PEMException e) {
            file.wrong("holds a private key that cannot be read");
            return Optional.empty();
        }
        file.wrong("holds " + nameOf(content) + " where the merchant's private key belongs");
        return Optional.empty();
    }

    /** The public key of an SPKI file, or none after adding a problem. */
    static Optional<PublicKey> publicKey(String configKey, Optional<String> path, ConfigProblems problems) {
        PemFile file = new PemFile(configKey, PUBLIC_KEY_MEND, problems);
        Object content = file.read(path);
        if (content == null) {
            return Optional.empty();
        }
        if (content instanceof SubjectPublicKeyInfo key) {
            try {
                return Optional.of(new JcaPEMKeyConverter().getPublicKey(key));
            } catch (PEMException e) {
                file.wrong("holds a public key that cannot be read");
                return Optional.empty();
            }
        }
        file.wrong("holds " + nameOf(content) + " where the WeChat Pay public key belongs");
        return Optional.empty();
    }

    private @Nullable Object read(Optional<String> configured) {
        String text = problems.required(configKey, configured, mend);
        if (text.isEmpty()) {
            return null;
        }
        if (text.contains("-----BEGIN")) {
            wrong("holds a key itself");
            return null;
        }
        try {
            Path path = Path.of(text);
            if (Files.size(path) > MAX_LENGTH) {
                wrong("names a file of more than 64 KiB, which is no PEM key");
                return null;
            }
            String pem = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            return parse(pem);
        } catch (NoSuchFileException e) {
            wrong("names a file that does not exist (" + text + ")");
        } catch (IOException | InvalidPathException e) {
            wrong("names a file that cannot be read (" + text + ": "
                    + e.getClass().getSimpleName() + ")");
        }
        return null;
    }

    private @Nullable Object parse(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object content = parser.readObject();
            if (content == null) {
                wrong(pem.isBlank() ? "names an empty file" : "names a file that is not PEM");
            }
            return content;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle's messages may quote the file.
            wrong("names a file whose PEM is damaged");
            return null;
        }
    }

    private void wrong(String what) {
        problems.add(configKey, what, mend);
    }

    private static String nameOf(Object content) {
        if (content instanceof X509CertificateHolder) {
            return "a certificate";
        }
        if (content instanceof PKCS8EncryptedPrivateKeyInfo || content instanceof PEMEncryptedKeyPair) {
            return "an encrypted private key (decrypt it with 'openssl pkcs8 -in <file> -out <new file>')";
        }
        if (content instanceof PrivateKeyInfo || content instanceof PEMKeyPair) {
            return "a private key";
        }
        if (content instanceof SubjectPublicKeyInfo) {
            return "a public key";
        }
        return "something else";
    }
}
