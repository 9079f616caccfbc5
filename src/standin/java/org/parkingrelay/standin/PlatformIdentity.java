package org.parkingrelay.standin;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What WeChat Pay signs with: a public key that merchants have downloaded, or certificates that they download here, of which
 * one is in use. Thread-safe.
 */
public final class PlatformIdentity {

    /** A key with the name that answers give it. */
    record Signing(String serial, KeyPair keys) {}

    private record Issued(X509Certificate certificate, KeyPair keys) {}

    private final KeyKind kind;
    private final List<Issued> issued = new ArrayList<>();
    private Signing publicKey;
    private Signing inUse;

    private PlatformIdentity(KeyKind kind, Signing publicKey) {
        this.kind = kind;
        this.publicKey = publicKey;
        this.inUse = publicKey;
    }

    /** Public key mode. */
    public static PlatformIdentity ofPublicKey(String id, KeyPair keys) {
        return new PlatformIdentity(KeyKind.RSA, new Signing(id, keys));
    }

    /** Certificate mode, with a first certificate in use. */
    public static PlatformIdentity ofCertificates(KeyKind kind) {
        PlatformIdentity identity = new PlatformIdentity(kind, new Signing("", kind.generate()));
        identity.signWith(identity.issue());
        return identity;
    }

    KeyKind kind() {
        return kind;
    }

    /** Issues a certificate, which is downloaded from then on, and returns its serial. */
    public synchronized String issue() {
        KeyPair keys = kind.generate();
        X509Certificate certificate = MerchantKeys.certificate(keys, "Tenpay.com sign", keys, 365, kind);
        issued.add(new Issued(certificate, keys));
        return serial(certificate);
    }

    /** From now on answers are signed with this certificate's key, whether or not it has been downloaded. */
    public synchronized void signWith(String serial) {
        for (Issued one : issued) {
            if (serial(one.certificate()).equals(serial)) {
                inUse = new Signing(serial, one.keys());
            }
        }
    }

    /** From now on answers are signed with the public key's half, in public key mode or during a migration. */
    public synchronized void signWithPublicKey(String id) {
        publicKey = new Signing(id, publicKey.keys());
        inUse = publicKey;
    }

    /** The key for {@code pub_key.pem}. */
    public synchronized PublicKey publicKey() {
        return publicKey.keys().getPublic();
    }

    /** What answers name as their key now. */
    public synchronized String currentSerial() {
        return inUse.serial();
    }

    synchronized Signing signing() {
        return inUse;
    }

    synchronized List<X509Certificate> certificates() {
        return issued.stream().map(Issued::certificate).toList();
    }

    /** Whether a request may ask for this key; empty is allowed where the merchant has no certificate yet. */
    synchronized boolean knows(String serial) {
        return (!serial.isEmpty() && serial.equals(publicKey.serial()))
                || certificates().stream()
                        .anyMatch(certificate -> serial(certificate).equals(serial));
    }

    static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }
}
