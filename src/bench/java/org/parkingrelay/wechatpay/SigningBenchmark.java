package org.parkingrelay.wechatpay;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.parkingrelay.standin.MerchantKeys;

/**
 * What the protocol costs beside the signature that it cannot do without: a report from its fields to its outcome (body, nonce,
 * signature, header, verified answer), as a multiple of the bare signature by the same provider in the same run.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.wechatpay.SigningBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

    private final Provider provider = Providers.fastestForRsa();
    private final KeyPair platform = MerchantKeys.generate();
    private final Supplier<String> nonces = new Nonces();
    private final Validator validator = new Validator(Clock.systemUTC());
    private final OutcomeClassifier classifier = new OutcomeClassifier(validator);
    private Scheme scheme;
    private PrivateKey key;
    private Credential credential;
    private ParkingReport report;
    private byte[] message;
    private RawResponse answer;

    /** Makes keys, a message of the usual length, and an answer that verifies for the next five minutes. */
    @Setup
    public void prepare() {
        KeyPair merchant = MerchantKeys.generate();
        scheme = Scheme.rsa(provider);
        key = scheme.adopt(merchant.getPrivate());
        credential = new Credential(
                "1900000109",
                "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115",
                scheme,
                new MerchantKey(merchant.getPrivate(), Optional.empty()),
                PlatformKeys.of(new PlatformKey("PUB_KEY_ID_0119", scheme.adopt(platform.getPublic()))));
        report = new ParkingReport(
                Optional.empty(),
                1000,
                "wx931386123456789e",
                "oUpF8uMuAJOM2pxb1Q",
                "粤B888888",
                ParkingState.IN,
                Instant.now());
        message = SignedMessage.ofRequest(
                "POST", Endpoint.PARKINGS.path(), 1554208460, nonces.get(), ReportBody.of(report));
        answer = answer();
    }

    private RawResponse answer() {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        byte[] signed = (timestamp + "\nnonce\n\n").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        headers.put("Wechatpay-Timestamp", timestamp);
        headers.put("Wechatpay-Nonce", "nonce");
        headers.put("Wechatpay-Serial", "PUB_KEY_ID_0119");
        headers.put("Wechatpay-Signature", scheme.sign(scheme.adopt(platform.getPrivate()), signed));
        headers.put("Request-ID", "08F78BB5AF0610D302");
        return new RawResponse(204, headers, new byte[0]);
    }

    /** The limit: nothing but the signature. */
    @Benchmark
    public byte[] bareSignature() throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    /** All that the relay does for a report, but for the network. */
    @Benchmark
    public Outcome reportToOutcome() {
        byte[] body = ReportBody.of(report);
        long now = Instant.now().getEpochSecond();
        String authorization = credential.authorization("POST", Endpoint.PARKINGS.path(), now, nonces.get(), body);
        if (authorization.isEmpty()) {
            throw new IllegalStateException();
        }
        Outcome outcome = classifier.ofResponse("api.mch.weixin.qq.com", answer, credential);
        if (outcome.kind() != Outcome.Kind.ACCEPTED) {
            throw new IllegalStateException(outcome.facts().note());
        }
        return outcome;
    }

    /** Runs both and prints the ratio. */
    public static void main(String... args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(SigningBenchmark.class.getName())
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
        Map<String, Double> scores = new HashMap<>();
        results.forEach(result -> scores.put(
                result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore()));
        double ratio = scores.get("reportToOutcome") / scores.get("bareSignature");
        System.out.printf(
                "Report to outcome, by %s: %.2f times the bare signature (at most 1.15)%n",
                Providers.fastestForRsa().getName(), ratio);
    }
}
