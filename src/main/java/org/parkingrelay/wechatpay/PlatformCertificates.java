package org.parkingrelay.wechatpay;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * The platform certificates of one merchant (D:4012551764). The set that is there stays until a new one is whole: downloaded,
 * decrypted, and the download's own signature verified with what it brought. Downloads are one at a time and at most one a
 * minute, so that foreign serials cannot make a storm of them. Thread-safe.
 */
final class PlatformCertificates {

    private static final Logger LOG = Logger.getLogger(PlatformCertificates.class);
    private static final Duration BETWEEN_DOWNLOADS = Duration.ofMinutes(1);

    private final CertificateDownload download;
    private final Clock clock;
    private volatile Map<String, X509Certificate> bySerial = Map.of();
    private @Nullable CompletableFuture<Void> running;
    private Instant earliestNext = Instant.MIN;

    PlatformCertificates(CertificateDownload download, Clock clock) {
        this.download = download;
        this.clock = clock;
    }

    /** The same certificates, the next ones downloaded with another key. */
    PlatformCertificates with(CertificateDownload other) {
        PlatformCertificates renewed = new PlatformCertificates(other, clock);
        renewed.bySerial = bySerial;
        return renewed;
    }

    /** The certificate's key; serials are compared without leading zeros and case, which headers and the JDK write differently. */
    Optional<PublicKey> find(String serial) {
        return Optional.ofNullable(bySerial.get(normal(serial)))
                .filter(certificate -> certificate.getNotAfter().toInstant().isAfter(clock.instant()))
                .map(X509Certificate::getPublicKey);
    }

    /** The serial of the certificate that was issued last, empty where there is none yet. */
    String newestSerial() {
        return bySerial.entrySet().stream()
                .max(Comparator.comparing(entry -> entry.getValue().getNotBefore()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    boolean isEmpty() {
        return bySerial.isEmpty();
    }

    /** When the first of the certificates ends; none while there is no certificate. */
    Optional<Instant> firstExpiry() {
        return bySerial.values().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder());
    }

    /**
     * Downloads the certificates, unless that is under way or has just been.
     *
     * @param call {@code GET /v3/certificates}, signed by the merchant; fails in its stage and does not throw
     * @return completes when the download has ended, however it ended; what is known then is what {@link #find} says
     */
    CompletionStage<Void> refresh(Supplier<CompletionStage<RawResponse>> call) {
        CompletableFuture<Void> mine;
        synchronized (this) {
            if (running != null) {
                return running;
            }
            if (clock.instant().isBefore(earliestNext)) {
                return CompletableFuture.completedStage(null);
            }
            earliestNext = clock.instant().plus(BETWEEN_DOWNLOADS);
            mine = new CompletableFuture<>();
            running = mine;
        }
        call.get().whenComplete((response, failure) -> {
            take(response, failure);
            synchronized (this) {
                running = null;
            }
            mine.complete(null);
        });
        return mine;
    }

    private void take(@Nullable RawResponse response, @Nullable Throwable failure) {
        CertificateDownload.Result result = failure != null || response == null
                ? CertificateDownload.Result.failed("no response")
                : download.read(response);
        if (result.flaw().isEmpty()) {
            bySerial = Map.copyOf(result.bySerial());
            LOG.infof("Platform certificates downloaded: %d", result.bySerial().size());
        } else {
            LogLine.with(LogKey.NOTE, result.flaw())
                    .log(
                            LOG,
                            Logger.Level.ERROR,
                            "Platform certificates not downloaded; those that are there stay in use");
        }
    }

    static String normal(String serial) {
        int start = 0;
        while (start < serial.length() - 1 && serial.charAt(start) == '0') {
            start++;
        }
        return serial.substring(start).toUpperCase(Locale.ROOT);
    }
}
