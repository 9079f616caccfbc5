package org.parkingrelay.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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

    /** Writes {@code -----BEGIN CERTIFICATE-----}. */
    public static Path writeCertificate(X509Certificate certificate, Path file) {
        try {
            return write(file, pem("CERTIFICATE", certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Issues a certificate with a serial of 40 hexadecimal digits.
     *
     * @param keys of the one who is named
     * @param name the common name
     * @param issuer signs it
     * @param days until it ends; it began a day ago
     */
    public static X509Certificate certificate(KeyPair keys, String name, KeyPair issuer, int days, KeyKind kind) {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Tenpay.com Root CA"),
                    new BigInteger(158, new SecureRandom()).setBit(158),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(days))),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            ContentSigner signer = new JcaContentSignerBuilder(kind.algorithm())
                    .setProvider(new BouncyCastleProvider())
                    .build(issuer.getPrivate());
            return new JcaX509CertificateConverter()
                    .setProvider(new BouncyCastleProvider())
                    .getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
