package org.parkingrelay.wechatpay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;

/** Reads a merchant's private key as PKCS#8, PKCS#1 (both also encrypted) or PKCS#12, and its certificate. */
final class MerchantKeyReader {

    private static final String KEY_MEND =
            "set it to the path of the merchant's private key: apiclient_key.pem, which begins with"
                    + " -----BEGIN PRIVATE KEY-----, or apiclient_cert.p12";
    private static final String CERTIFICATE_MEND =
            "set it to the path of the merchant's API certificate, apiclient_cert.pem, or remove it";
    private static final String PASSWORD_MEND =
            "set it to a file that holds only the password, or remove it for the merchant id";

    private final String prefix;
    private final Scheme scheme;
    private final ConfigProblems problems;

    /**
     * Prepares a reader.
     *
     * @param prefix of the credential's keys, up to and with the last dot
     */
    MerchantKeyReader(String prefix, Scheme scheme, ConfigProblems problems) {
        this.prefix = prefix;
        this.scheme = scheme;
        this.problems = problems;
    }

    /** What the files hold, or none after adding a problem. */
    Optional<MerchantKey> read(CredentialConfig config) {
        String key = prefix + "private-key-file";
        Optional<KeyFile> file = KeyFile.read(key, config.privateKeyFile(), KEY_MEND, problems);
        Optional<MerchantKey> read =
                file.flatMap(content -> content.isPem() ? pem(content, config) : pkcs12(content, config));
        if (read.isEmpty()) {
            return read;
        }
        Optional<String> misfit = scheme.misfit(read.get().privateKey());
        if (misfit.isPresent()) {
            problems.add(key, misfit.get(), KEY_MEND);
            return Optional.empty();
        }
        if (config.certificateFile().isEmpty()) {
            return read;
        }
        return certificate(config, read.get());
    }

    private Optional<MerchantKey> pem(KeyFile file, CredentialConfig config) {
        Object content = file.pem();
        if (content == null) {
            return Optional.empty();
        }
        try {
            PrivateKey key = privateKey(content, config);
            if (key != null) {
                return Optional.of(new MerchantKey(key, Optional.empty()));
            }
            file.holdsInstead(content, "the merchant's private key");
        } catch (IOException | PKCSException | OperatorCreationException e) {
            boolean encrypted =
                    content instanceof PKCS8EncryptedPrivateKeyInfo || content instanceof PEMEncryptedKeyPair;
            file.wrong(
                    encrypted
                            ? "holds a private key that its password does not open; see " + prefix
                                    + "private-key-password-file"
                            : "holds a private key that cannot be read");
        }
        return Optional.empty();
    }

    private @Nullable PrivateKey privateKey(Object content, CredentialConfig config)
            throws IOException, PKCSException, OperatorCreationException {
        if (content instanceof PrivateKeyInfo pkcs8) {
            return read(pkcs8);
        }
        if (content instanceof PEMKeyPair pkcs1) {
            return read(pkcs1.getPrivateKeyInfo());
        }
        if (content instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return read(encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Providers.bouncyCastle())
                    .build(password(config))));
        }
        if (content instanceof PEMEncryptedKeyPair encrypted) {
            return read(encrypted
                    .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(Providers.bouncyCastle())
                            .build(password(config)))
                    .getPrivateKeyInfo());
        }
        return null;
    }

    private static PrivateKey read(PrivateKeyInfo key) throws IOException {
        return Providers.keyConverter(key.getPrivateKeyAlgorithm()).getPrivateKey(key);
    }

    private Optional<MerchantKey> pkcs12(KeyFile file, CredentialConfig config) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12", Providers.bouncyCastle());
            store.load(new ByteArrayInputStream(file.content()), password(config));
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password(config)) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return Optional.of(new MerchantKey(key, Optional.of(certificate)));
                }
            }
            file.wrong("names a PKCS#12 file without a private key and its certificate");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            file.wrong(
                    file.content().length == 0
                            ? "names an empty file"
                            : "names a file that is neither PEM nor PKCS#12, or that its password does not open; see "
                                    + prefix + "private-key-password-file");
        }
        return Optional.empty();
    }

    /** WeChat Pay protects the PKCS#12 file that it hands out with the merchant id. */
    private char[] password(CredentialConfig config) {
        if (config.privateKeyPasswordFile().isEmpty()) {
            return config.mchid().orElse("").toCharArray();
        }
        String key = prefix + "private-key-password-file";
        return KeyFile.read(key, config.privateKeyPasswordFile(), PASSWORD_MEND, problems)
                .map(KeyFile::text)
                .orElse("")
                .toCharArray();
    }

    private Optional<MerchantKey> certificate(CredentialConfig config, MerchantKey key) {
        String configKey = prefix + "certificate-file";
        Optional<KeyFile> file = KeyFile.read(configKey, config.certificateFile(), CERTIFICATE_MEND, problems);
        Optional<X509Certificate> certificate =
                file.flatMap(content -> content.certificate("the merchant's API certificate"));
        if (file.isEmpty() || certificate.isEmpty()) {
            return Optional.empty();
        }
        if (!scheme.arePair(key.privateKey(), certificate.get().getPublicKey())) {
            file.get().wrong("holds a certificate of another key than " + prefix + "private-key-file");
            return Optional.empty();
        }
        return Optional.of(new MerchantKey(key.privateKey(), certificate));
    }
}
