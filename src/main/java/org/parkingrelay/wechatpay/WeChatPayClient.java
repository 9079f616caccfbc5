package org.parkingrelay.wechatpay;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Sends parking reports. What happens to one, top to bottom: it is written as bytes, once; the bytes are signed and sent; an
 * answer that names a key which is not known has the platform certificates downloaded first; the answer is classified. A call
 * that no answer came for is repeated once, at once, on the other host, with a signature of its own (D:4012075113).
 */
public final class WeChatPayClient implements ReportSender {

    private final Credentials credentials;
    private final Hosts hosts;
    private final HostHealth primary;
    private final Calls calls;
    private final OutcomeClassifier classifier;
    private final Meters meters;

    WeChatPayClient(Credentials credentials, Hosts hosts, Calls calls, HostHealth primary, Clock clock, Meters meters) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.primary = primary;
        this.calls = calls;
        this.classifier = new OutcomeClassifier(new Validator(clock));
        this.meters = meters;
        meters.gauge(RelayMeter.WECHATPAY_PRIMARY_HEALTHY, () -> primary.isHealthy() ? 1 : 0);
    }

    @Override
    public CompletionStage<Outcome> send(String credentialName, ParkingReport report, Instant notAfter) {
        Credential credential = credentials.current(credentialName);
        byte[] body = ReportBody.of(report);
        boolean primaryFirst = primary.isPrimaryFirst();
        URI first = primaryFirst ? hosts.primary() : hosts.backup();
        URI second = primaryFirst ? hosts.backup() : hosts.primary();
        return call(first, credential, Endpoint.PARKINGS, body, notAfter).thenCompose(outcome -> {
            boolean unanswered = outcome.facts().status() == 0;
            return unanswered && hosts.hasBackup()
                    ? call(second, credential, Endpoint.PARKINGS, body, notAfter)
                            .thenApply(last -> last.after(outcome))
                    : CompletableFuture.completedFuture(outcome);
        });
    }

    /** One call and its outcome; never fails. */
    CompletionStage<Outcome> call(URI host, Credential credential, Endpoint endpoint, byte[] body, Instant notAfter) {
        return withAPlatformKey(credential)
                .thenCompose(ready -> ready
                        ? measured(host, credential, endpoint, body, notAfter)
                        : CompletableFuture.completedFuture(classifier.ofNoPlatformKey(host.getAuthority())));
    }

    private CompletionStage<Outcome> measured(
            URI host, Credential credential, Endpoint endpoint, byte[] body, Instant notAfter) {
        long start = System.nanoTime();
        return calls.call(host, credential, endpoint, body, notAfter)
                .thenCompose(response -> withTheKeyOf(response, credential))
                .handle((response, failure) -> {
                    Outcome outcome = failure == null
                            ? classifier.ofResponse(host.getAuthority(), response, credential)
                            : classifier.ofFailure(host.getAuthority(), failure);
                    if (host.equals(hosts.primary())) {
                        primary.record(failure == null);
                    }
                    meters.timer(
                                    RelayMeter.WECHATPAY_CALLS,
                                    outcome.kind().tag(),
                                    outcome.facts().host())
                            .record(Duration.ofNanos(System.nanoTime() - start));
                    return outcome;
                });
    }

    /** In certificate mode nothing is sent before there is a certificate: its answer could not be believed. */
    private CompletionStage<Boolean> withAPlatformKey(Credential credential) {
        PlatformKeys keys = credential.platformKeys();
        if (!keys.requested().isEmpty() || keys.certificates().isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return refresh(credential).thenApply(ended -> !keys.requested().isEmpty());
    }

    private CompletionStage<RawResponse> withTheKeyOf(RawResponse response, Credential credential) {
        String serial = response.header(Validator.SERIAL);
        PlatformKeys keys = credential.platformKeys();
        boolean isUnknown = !serial.isEmpty()
                && keys.certificates().isPresent()
                && keys.find(serial).isEmpty();
        return isUnknown
                ? refresh(credential).thenApply(ended -> response)
                : CompletableFuture.completedFuture(response);
    }

    /** Downloads the platform certificates of a credential that has any. */
    CompletionStage<Void> refresh(Credential credential) {
        return credential
                .platformKeys()
                .certificates()
                .map(certificates -> certificates.refresh(() -> calls.certificates(hosts, credential)))
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }
}
