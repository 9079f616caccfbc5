package org.parkingrelay.wechatpay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a platform engineer runs at deploy time: for each credential, whether its key signs, and whether WeChat Pay takes the
 * signature and answers with one that verifies ({@code POST /v3/security/echo}, which has no effect), on each host.
 */
public final class SelfTest {

    private static final byte[] ECHO = "{\"echo_message\":\"parking relay\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Credentials credentials;
    private final Hosts hosts;
    private final WeChatPayClient client;
    private final Clock clock;

    SelfTest(Credentials credentials, Hosts hosts, WeChatPayClient client, Clock clock) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.client = client;
        this.clock = clock;
    }

    /**
     * One thing that was tried.
     *
     * @param works whether it does
     * @param text which credential, what, and if it fails why; nothing secret
     */
    public record Finding(boolean works, String text) {

        @Override
        public String toString() {
            return (works ? "ok      " : "FAILED  ") + text;
        }
    }

    /** Tries everything; blocks until it is known. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        for (CredentialSlot slot : credentials.slots()) {
            Credential credential = slot.current();
            String name = "credential \"" + slot.name() + "\" (merchant " + credential.mchid() + "): ";
            findings.add(signs(name, credential));
            credential.expires().ifPresent(end -> findings.add(lasts(name, Duration.between(clock.instant(), end))));
            if (credential.platformKeys().certificates().isPresent()) {
                await(client.refresh(credential));
                boolean there = !credential.platformKeys().certificates().get().isEmpty();
                findings.add(new Finding(
                        there,
                        name + (there ? "platform certificates downloaded" : "no platform certificates; see the log")));
            }
            Set<URI> both = new LinkedHashSet<>(List.of(hosts.primary(), hosts.backup()));
            both.forEach(host -> findings.add(answers(name, host, credential)));
        }
        return findings;
    }

    /** Without network. */
    private static Finding signs(String name, Credential credential) {
        boolean well = credential.signsWell();
        String who = credential.scheme().providerName() + ", certificate serial " + credential.serialNumber();
        return new Finding(well, name + (well ? "signs with " : "its own signature does not verify: ") + who);
    }

    private static Finding lasts(String name, Duration left) {
        long days = left.toDays();
        return new Finding(!left.isNegative(), name + "the merchant's certificate ends in " + days + " days");
    }

    private Finding answers(String name, URI host, Credential credential) {
        Outcome outcome = await(client.call(host, credential, Endpoint.ECHO, ECHO, Instant.MAX));
        CallFacts facts = outcome.facts();
        boolean accepted = outcome.kind() == Outcome.Kind.ACCEPTED;
        String where = name + facts.host() + " ";
        return new Finding(
                accepted,
                accepted
                        ? where + "takes its signature, and the answer verifies"
                        : where + "answers " + outcome.kind().tag().replace('_', ' ') + ": " + facts.note()
                                + (facts.code().isEmpty() ? "" : " (" + facts.status() + " " + facts.code() + ")")
                                + (facts.requestId().isEmpty() ? "" : ", Request-ID " + facts.requestId()));
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the self-test did not end", e);
        }
    }
}
