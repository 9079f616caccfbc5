package org.parkingrelay.wechatpay;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Sends parking reports. What happens to one, top to bottom: it is written as bytes, the bytes are signed on a pool of their
 * own (a signature costs more CPU than all the rest), sent, and the answer is classified. A call that no response came for
 * is repeated once, at once, on the other host, with a signature of its own (D:4012075113).
 */
public final class WeChatPayClient implements ReportSender {

    private final Map<String, Credential> credentials;
    private final List<URI> hosts;
    private final Transport transport;
    private final OutcomeClassifier classifier;
    private final Executor signers;
    private final Clock clock;
    private final Supplier<String> nonces;
    private final Meters meters;

    WeChatPayClient(
            Credentials credentials,
            List<URI> hosts,
            Transport transport,
            Executor signers,
            Clock clock,
            Supplier<String> nonces,
            Meters meters) {
        this.credentials = credentials.byName();
        this.hosts = List.copyOf(hosts);
        this.transport = transport;
        this.classifier = new OutcomeClassifier(new Validator(clock));
        this.signers = signers;
        this.clock = clock;
        this.nonces = nonces;
        this.meters = meters;
    }

    @Override
    public CompletionStage<Outcome> send(String credentialName, ParkingReport report) {
        Credential credential = credentials.get(credentialName);
        if (credential == null) {
            throw new IllegalArgumentException("no credential " + credentialName + "; the start checks that");
        }
        byte[] body = ReportBody.of(report);
        return call(hosts.get(0), credential, body).thenCompose(outcome -> {
            boolean unanswered = outcome.facts().status() == 0;
            return unanswered && hosts.size() > 1
                    ? call(hosts.get(1), credential, body)
                    : CompletableFuture.completedFuture(outcome);
        });
    }

    private CompletionStage<Outcome> call(URI host, Credential credential, byte[] body) {
        long start = System.nanoTime();
        return CompletableFuture.supplyAsync(() -> authorization(credential, body), signers)
                .thenCompose(authorization -> transport.post(
                        host, authorization, credential.platformKey().id(), body))
                .handle((response, failure) -> {
                    Outcome outcome = failure == null
                            ? classifier.ofResponse(host.getAuthority(), response, credential.platformKey())
                            : classifier.ofFailure(host.getAuthority(), failure);
                    meters.timer(
                                    RelayMeter.WECHATPAY_CALLS,
                                    outcome.kind().tag(),
                                    outcome.facts().host())
                            .record(Duration.ofNanos(System.nanoTime() - start));
                    return outcome;
                });
    }

    /** Made anew for each attempt: WeChat Pay refuses a time that is 5 minutes off. */
    private String authorization(Credential credential, byte[] body) {
        return credential.authorization(
                "POST", ParkingsApi.PATH, clock.instant().getEpochSecond(), nonces.get(), body);
    }
}
