package org.parkingrelay.standin;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WeChat Pay for tests: checks every request as the documentation says, answers signed, keeps a ledger, and fails on request.
 * A request that breaks a rule is refused before any fault is played, so that a fault never hides one.
 */
public final class StandIn implements AutoCloseable {

    private static final String PARKINGS = "POST /v3/businesscircle/parkings";
    private static final String ECHO = "POST /v3/security/echo";
    private static final String CERTIFICATES = "GET /v3/certificates";

    private final Vertx vertx = Vertx.vertx();
    /** Signatures are checked here, so that requests which wait do not wait for each other's arithmetic. */
    private final ExecutorService checkers = Executors.newFixedThreadPool(2);

    private final Map<String, Merchant> merchants = new ConcurrentHashMap<>();
    private final PlatformIdentity platform;
    private final PlatformSigner signer;
    private final SignatureCheck signatures;
    private final BodyCheck bodies;
    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final AtomicInteger downloads = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;
    private HttpServer server;

    /**
     * Prepares a stand-in.
     *
     * @param known the merchants that it knows
     * @param platform what it signs with
     */
    public StandIn(List<Merchant> known, PlatformIdentity platform) {
        this.clock = Clock.systemUTC();
        this.platform = platform;
        known.forEach(this::know);
        this.signer = new PlatformSigner(platform, clock);
        this.signatures = new SignatureCheck(merchants, platform.kind(), clock);
        this.bodies = new BodyCheck(clock);
        this.server = vertx.createHttpServer();
    }

    /** Knows a merchant, or a merchant's new certificate. */
    public void know(Merchant merchant) {
        merchants.put(merchant.mchid(), merchant);
    }

    /**
     * Listens on the loopback interface.
     *
     * @param port 0 for any
     */
    public StandIn start(int port) {
        return start("localhost", port);
    }

    /** Listens on all interfaces, for whoever looks at it from outside its container. */
    public StandIn startEverywhere(int port) {
        return start("0.0.0.0", port);
    }

    private StandIn start(String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                // A closed connection is then reset, as Fault.Reset wants it.
                .setSoLinger(0)
                .setAcceptBacklog(4096);
        ControlPage control = new ControlPage(ledger, faults);
        server = vertx.createHttpServer(options).requestHandler(request -> {
            if (request.path().startsWith(ControlPage.PREFIX)) {
                control.handle(request);
            } else {
                take(request);
            }
        });
        await(server.listen());
        return this;
    }

    private static void await(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the stand-in could not listen or close", e);
        }
    }

    private void take(HttpServerRequest request) {
        Instant receivedAt = clock.instant();
        long number = ledger.arrived();
        Exchange exchange = new Exchange(request, signer, vertx);
        exchange.onEnd(ledger::left);
        request.body().onSuccess(buffer -> {
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            String body = new String(buffer.getBytes(), StandardCharsets.UTF_8);
            ReceivedReport report = new ReceivedReport(request.method().name(), request.uri(), headers, body);
            checkers.execute(() -> answer(exchange, report, number, receivedAt));
        });
    }

    private void answer(Exchange exchange, ReceivedReport report, long number, Instant receivedAt) {
        Optional<AuthorizationHeader> authorization = AuthorizationHeader.parse(report.header("authorization"));
        String mchid = authorization.map(header -> header.parameter("mchid")).orElse("");
        Merchant merchant = merchants.get(mchid);
        Optional<Refusal> refusal = checkHead(report)
                .or(() -> authorization
                        .map(header -> signatures.check(report, header))
                        .orElseGet(() -> Optional.of(Refusal.signature("Http头Authorization值格式错误"))));
        if (refusal.isEmpty() && merchant != null && !what(report).equals(PARKINGS)) {
            other(exchange, report, merchant);
            return;
        }
        LedgerEntry.Fields fields = LedgerEntry.Fields.NONE;
        if (refusal.isEmpty() && merchant != null) {
            BodyCheck.Result result = bodies.check(report.body(), merchant);
            refusal = result.refusal();
            fields = result.fields();
        }
        String key = fields.key();
        ledger.opened(key);
        Instant openedAt = clock.instant();
        exchange.onEnd(() -> ledger.closed(new Ledger.Flight(number, key, openedAt, clock.instant())));
        Optional<Fault> fault = refusal.isEmpty() ? faults.of(fields) : Optional.empty();
        boolean taken = refusal.isEmpty() && fault.map(Fault::takes).orElse(true);
        String answer = refusal.map(r -> r.status() + " " + r.code())
                .or(() -> fault.map(f -> f.getClass().getSimpleName()))
                .orElse("204");
        ledger.add(new LedgerEntry(number, receivedAt, mchid, report.body(), fields, taken, answer));
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get(), latency);
        } else if (fault.isPresent()) {
            exchange.play(fault.get(), latency);
        } else {
            exchange.accept(latency);
        }
    }

    private static String what(ReceivedReport report) {
        return report.method() + " " + report.path().replaceFirst("[?].*", "");
    }

    /** What has no effect: echoes and certificates. Faults are played on it too. */
    private void other(Exchange exchange, ReceivedReport report, Merchant merchant) {
        Optional<Fault> fault = faults.of(LedgerEntry.Fields.NONE);
        if (fault.isPresent()) {
            exchange.play(fault.get(), latency);
        } else if (what(report).equals(ECHO)) {
            exchange.answer(report.body(), latency);
        } else {
            downloads.incrementAndGet();
            exchange.answer(
                    CertificatesAnswer.of(platform.certificates(), merchant.apiV3Key(), platform.kind()), latency);
        }
    }

    private Optional<Refusal> checkHead(ReceivedReport report) {
        if (!List.of(PARKINGS, ECHO, CERTIFICATES).contains(what(report))) {
            return Optional.of(new Refusal(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在", ""));
        }
        boolean isSm2 = report.path().endsWith("?algorithm_type=SM2");
        if (what(report).equals(CERTIFICATES) && isSm2 != (platform.kind() == KeyKind.SM2)) {
            return Optional.of(Refusal.parameter("algorithm_type", "算法类型有误"));
        }
        if (!report.header("accept").contains("application/json")) {
            return Optional.of(Refusal.invalidRequest("Http头缺少Accept"));
        }
        if (report.method().equals("POST") && !report.header("content-type").startsWith("application/json")) {
            return Optional.of(Refusal.invalidRequest("Http头Content-Type有误"));
        }
        if (!report.header("user-agent").matches("[A-Za-z-]+/\\S+.*")) {
            return Optional.of(Refusal.invalidRequest("Http头缺少User-Agent"));
        }
        if (!what(report).equals(CERTIFICATES) && !platform.knows(report.header("wechatpay-serial"))) {
            return Optional.of(Refusal.invalidRequest("Http头Wechatpay-Serial有误"));
        }
        return Optional.empty();
    }

    /** The port on which it listens. */
    public int port() {
        return server.actualPort();
    }

    /** What the relay's {@code relay.wechatpay.hosts} is set to. */
    public String host() {
        return "http://localhost:" + port();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Faults faults() {
        return faults;
    }

    public PlatformIdentity platform() {
        return platform;
    }

    /** How often certificates were downloaded. */
    public int downloads() {
        return downloads.get();
    }

    /** How long every answer takes. */
    public void latency(Duration value) {
        latency = value;
    }

    @Override
    public void close() {
        await(vertx.close());
        checkers.shutdownNow();
    }
}
