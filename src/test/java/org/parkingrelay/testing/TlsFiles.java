package org.parkingrelay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, made by the JDK's keytool: of 127.0.0.1, or of a client.
 *
 * @param certificate in PEM; also what trusts it
 * @param key in PEM, PKCS#8
 */
public record TlsFiles(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    /** Makes one of 127.0.0.1 in a folder. */
    public static TlsFiles in(Path folder) {
        return in(folder, "127.0.0.1");
    }

    /** Makes one of somebody in a folder. */
    public static TlsFiles in(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("server.p12");
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            store.toString()))
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
            return read(folder, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TlsFiles read(Path folder, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        Certificate certificate = keys.getCertificate(ALIAS);
        Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
        return new TlsFiles(
                pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded()),
                pem(folder.resolve("server.key"), "PRIVATE KEY", key.getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /** Key and certificate in one file, as Kafka wants its key store in PEM. */
    public Path both() {
        try {
            Path both = certificate.resolveSibling("both.pem");
            return Files.writeString(both, Files.readString(key) + Files.readString(certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
