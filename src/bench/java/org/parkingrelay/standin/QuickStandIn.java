package org.parkingrelay.standin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * WeChat Pay for measurements: takes reports faster than {@link StandIn}, which checks and remembers each. It answers each signed, and
 * checks one in a hundred as the stand-in does, so that what is measured is a relay that does its work.
 */
public final class QuickStandIn implements AutoCloseable {

    private static final int CHECKED = 100;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final PlatformSigner signer;
    private final SignatureCheck signatures;
    private final BodyCheck bodies;
    private final Merchant merchant;
    private final Consumer<byte[]> onTaken;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile long latencyMillis;

    /**
     * Listens on a port of the loopback interface, on one event loop.
     *
     * @param onTaken is told the body of each report, when it is answered
     */
    public QuickStandIn(Merchant merchant, PlatformIdentity platform, Consumer<byte[]> onTaken) {
        Clock clock = Clock.systemUTC();
        this.merchant = merchant;
        this.signer = new PlatformSigner(platform, clock);
        this.signatures = new SignatureCheck(Map.of(merchant.mchid(), merchant), platform.kind(), clock);
        this.bodies = new BodyCheck(clock);
        this.onTaken = onTaken;
        HttpServerOptions options =
                new HttpServerOptions().setHost("localhost").setPort(0).setAcceptBacklog(4096);
        this.server = vertx.createHttpServer(options).requestHandler(this::take);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the stand-in could not listen", e);
        }
    }

    private void take(HttpServerRequest request) {
        int open = inFlight.incrementAndGet();
        if (open > mostInFlight.get()) {
            mostInFlight.set(open);
        }
        request.body().onSuccess(body -> {
            if (latencyMillis == 0) {
                answer(request, body);
            } else {
                vertx.setTimer(latencyMillis, due -> answer(request, body));
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        inFlight.decrementAndGet();
        if (taken.get() % CHECKED == 0 && isWrong(request, body)) {
            refused.incrementAndGet();
            request.response().setStatusCode(400).end();
            return;
        }
        request.response().setStatusCode(204).putHeader("Request-ID", "08F78BB5AF0610D302");
        signer.headers("").forEach(request.response()::putHeader);
        request.response().end();
        taken.incrementAndGet();
        onTaken.accept(body.getBytes());
    }

    private boolean isWrong(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String text = body.toString(StandardCharsets.UTF_8);
        ReceivedReport report = new ReceivedReport(request.method().name(), request.uri(), headers, text);
        Optional<Refusal> refusal = AuthorizationHeader.parse(report.header("authorization"))
                .map(header -> signatures.check(report, header))
                .orElseGet(() -> Optional.of(Refusal.signature("Authorization")))
                .or(() -> bodies.check(text, merchant).refusal());
        refusal.ifPresent(why -> System.out.println("The stand-in refused: " + why));
        return refusal.isPresent();
    }

    /** How long each answer takes. */
    public void latency(Duration value) {
        latencyMillis = value.toMillis();
    }

    /** How many reports it has taken. */
    public long taken() {
        return taken.get();
    }

    /** How many broke a rule, of those that were checked. */
    public long refused() {
        return refused.get();
    }

    /** The most requests that were open at once since this was asked before. */
    public int mostInFlight() {
        return mostInFlight.getAndSet(inFlight.get());
    }

    /** What {@code relay.wechatpay.hosts} is set to. */
    public String host() {
        return "http://localhost:" + server.actualPort();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
