package org.parkingrelay.wechatpay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;

/**
 * The place of one credential, in which key files that changed put a new one without a restart. Key and serial number change
 * together or not at all; a set that does not fit is refused aloud while the one before works on.
 */
final class CredentialSlot {

    private static final Logger LOG = Logger.getLogger(CredentialSlot.class);
    private static final String TAKEN = "taken";
    private static final String REFUSED = "refused";

    private final String name;
    private final CredentialLoader loader;
    private final boolean serialIsFixed;
    private final List<Path> files;
    private volatile Credential current;
    /** Of the files as they were last looked at, taken or refused. */
    private String fingerprint;

    private CredentialSlot(String name, CredentialConfig config, CredentialLoader loader, Credential first) {
        this.name = name;
        this.loader = loader;
        this.serialIsFixed = config.serialNumber().isPresent();
        this.files = Stream.of(
                        config.privateKeyFile(),
                        config.privateKeyPasswordFile(),
                        config.certificateFile(),
                        config.publicKeyFile(),
                        config.apiV3KeyFile(),
                        config.rootCertificateFile())
                .flatMap(Optional::stream)
                .map(Path::of)
                .toList();
        this.current = first;
        this.fingerprint = fingerprint();
    }

    /** A slot with its first credential, or none after adding a problem. */
    static Optional<CredentialSlot> open(
            String name, CredentialConfig config, CredentialLoader loader, ConfigProblems problems) {
        return loader.load(Optional.empty(), problems).map(first -> new CredentialSlot(name, config, loader, first));
    }

    Credential current() {
        return current;
    }

    String name() {
        return name;
    }

    /** The counters of {@link #checkFiles} from zero, so that an alert sees the first refusal. */
    static void countFromZero(Meters meters) {
        meters.counter(RelayMeter.WECHATPAY_KEY_RELOADS, TAKEN);
        meters.counter(RelayMeter.WECHATPAY_KEY_RELOADS, REFUSED);
    }

    /** Looks at the files, and takes what they hold where they changed and fit. */
    synchronized void checkFiles(Meters meters) {
        String now = fingerprint();
        if (now.equals(fingerprint)) {
            return;
        }
        fingerprint = now;
        ConfigProblems problems = new ConfigProblems();
        Optional<Credential> loaded = loader.load(Optional.of(current), problems);
        if (loaded.isPresent() && serialIsFixed && !loaded.get().hasKeyOf(current)) {
            problems.add(
                    "relay.wechatpay.credentials.\"" + name + "\".serial-number",
                    "is fixed, so it cannot change with the key",
                    "set .certificate-file instead of it");
            loaded = Optional.empty();
        }
        if (loaded.isPresent()) {
            current = loaded.get();
            meters.counter(RelayMeter.WECHATPAY_KEY_RELOADS, TAKEN).increment();
            LogLine.with(LogKey.CREDENTIAL, name)
                    .log(LOG, Logger.Level.INFO, "Key files changed; the new keys are in use");
        } else {
            meters.counter(RelayMeter.WECHATPAY_KEY_RELOADS, REFUSED).increment();
            LogLine.with(LogKey.CREDENTIAL, name)
                    .and(LogKey.NOTE, String.join("; ", problems.lines()))
                    .log(LOG, Logger.Level.ERROR, "Key files changed and do not fit; the keys before stay in use");
        }
    }

    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(contentOf(file));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] contentOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException e) {
            return new byte[0];
        }
    }
}
