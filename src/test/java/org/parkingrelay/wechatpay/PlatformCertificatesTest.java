package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Settings;

/** Certificate mode, and both modes together, against a stand-in that issues certificates. */
class PlatformCertificatesTest {

    private static final String MCHID = "1900000109";
    private static final String SERIAL = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    private static final String API_V3_KEY = "0123456789abcdefghijklmnopqrstuv";

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(Instant.now().toString());
    private final ConfigProblems problems = new ConfigProblems();
    private StandIn wechatpay;
    private WeChatPayClient client;

    @AfterEach
    void close() {
        wechatpay.close();
    }

    private void start(PlatformIdentity platform, KeyKind kind, String apiV3Key, Settings settings) {
        KeyPair merchant = kind.generate();
        Merchant.Mall mall = new Merchant.Mall(1000, "wx931386123456789e", "");
        wechatpay = new StandIn(
                        List.of(new Merchant(MCHID, SERIAL, merchant.getPublic(), List.of(mall), API_V3_KEY)), platform)
                .start(0);
        try {
            settings.with("hosts", wechatpay.host())
                    .with("allow-plain-http", true)
                    .credential("mchid", MCHID)
                    .credential("serial-number", SERIAL)
                    .credential("scheme", kind)
                    .credential("private-key-file", MerchantKeys.writePrivate(merchant, folder.resolve("key.pem")))
                    .credential("api-v3-key-file", Files.writeString(folder.resolve("api-v3-key"), apiV3Key));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        WeChatPayConfig config = settings.read();
        Credentials credentials = Credentials.load(config, clock, problems);
        Hosts hosts = Hosts.from(config, problems);
        assertThat(problems.lines()).isEmpty();
        Calls calls = new Calls(new JdkTransport(), new Signers(2, Thread::new), clock, new Nonces());
        client = new WeChatPayClient(
                credentials, hosts, calls, new HostHealth(clock), clock, new Meters(new SimpleMeterRegistry()));
    }

    private CompletableFuture<Outcome> report() {
        ParkingReport report = new ParkingReport(
                Optional.empty(),
                1000,
                "wx931386123456789e",
                "oMember",
                "粤B12345",
                ParkingState.IN,
                clock.instant().minus(Duration.ofHours(1)));
        return client.send("main", report, Instant.MAX).toCompletableFuture();
    }

    private Outcome.Kind reported() {
        return report().join().kind();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void certificates_are_downloaded_before_the_first_report(KeyKind kind) {
        start(PlatformIdentity.ofCertificates(kind), kind, API_V3_KEY, new Settings());

        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(wechatpay.downloads()).isEqualTo(1);
    }

    @Test
    void many_reports_at_once_share_one_download() {
        start(PlatformIdentity.ofCertificates(KeyKind.RSA), KeyKind.RSA, API_V3_KEY, new Settings());

        List<CompletableFuture<Outcome>> all =
                IntStream.range(0, 50).mapToObj(i -> report()).toList();

        assertThat(all).allSatisfy(outcome -> assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.ACCEPTED));
        assertThat(wechatpay.downloads()).isEqualTo(1);
    }

    @Test
    void an_unknown_serial_has_the_certificates_downloaded_once_and_the_answer_is_then_believed() {
        PlatformIdentity platform = PlatformIdentity.ofCertificates(KeyKind.RSA);
        start(platform, KeyKind.RSA, API_V3_KEY, new Settings());
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        clock.advance(Duration.ofMinutes(2));

        platform.signWith(platform.issue());

        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(wechatpay.downloads()).isEqualTo(2);
    }

    @Test
    void the_certificate_before_stays_good_when_signing_goes_back_to_it() {
        PlatformIdentity platform = PlatformIdentity.ofCertificates(KeyKind.RSA);
        start(platform, KeyKind.RSA, API_V3_KEY, new Settings());
        reported();
        clock.advance(Duration.ofMinutes(2));
        String before = platform.currentSerial();
        String next = platform.issue();
        platform.signWith(next);
        reported();

        platform.signWith(before);

        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(wechatpay.downloads()).isEqualTo(2);
    }

    @Test
    void foreign_serials_make_no_storm_of_downloads() {
        start(PlatformIdentity.ofCertificates(KeyKind.RSA), KeyKind.RSA, API_V3_KEY, new Settings());
        reported();
        wechatpay.faults().next(50, new Fault.WrongSerial());

        for (int i = 0; i < 50; i++) {
            assertThat(reported()).isEqualTo(Outcome.Kind.IN_DOUBT);
        }

        assertThat(wechatpay.downloads()).isEqualTo(1);
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
    }

    @Test
    void with_a_wrong_api_v3_key_nothing_is_reported() {
        start(PlatformIdentity.ofCertificates(KeyKind.RSA), KeyKind.RSA, "x".repeat(32), new Settings());

        Outcome outcome = report().join();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.facts().note()).contains("no platform certificate");
        assertThat(wechatpay.ledger().entries()).isEmpty();
    }

    @Test
    void a_download_that_fails_or_does_not_verify_leaves_the_certificates_as_they_are() {
        PlatformIdentity platform = PlatformIdentity.ofCertificates(KeyKind.RSA);
        start(platform, KeyKind.RSA, API_V3_KEY, new Settings());
        reported();
        for (Fault fault :
                List.of(new Fault.Status(500, "SYSTEM_ERROR", "系统错误"), new Fault.Html(200), new Fault.BadSignature())) {
            clock.advance(Duration.ofMinutes(1));
            wechatpay.faults().next(1, new Fault.WrongSerial());
            wechatpay.faults().next(1, fault);
            assertThat(reported()).isEqualTo(Outcome.Kind.IN_DOUBT);
            wechatpay.faults().clear();
            assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        }
    }

    @Test
    void certificates_that_the_root_did_not_sign_are_not_taken() {
        KeyPair root = MerchantKeys.generate();
        Path rootFile = MerchantKeys.writeCertificate(
                MerchantKeys.certificate(root, "Tenpay.com Root CA", root, 1000, KeyKind.RSA),
                folder.resolve("root.pem"));

        start(
                PlatformIdentity.ofCertificates(KeyKind.RSA),
                KeyKind.RSA,
                API_V3_KEY,
                new Settings().credential("root-certificate-file", rootFile));

        assertThat(reported()).isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    @Test
    void during_a_migration_answers_are_believed_whichever_signs_them() {
        PlatformIdentity platform = PlatformIdentity.ofCertificates(KeyKind.RSA);
        String certificate = platform.currentSerial();
        String id = "PUB_KEY_ID_0119000001092026112100000001";
        platform.signWithPublicKey(id);
        Path publicKey =
                MerchantKeys.writePublic(new KeyPair(platform.publicKey(), null), folder.resolve("pub_key.pem"));
        start(
                platform,
                KeyKind.RSA,
                API_V3_KEY,
                new Settings().credential("public-key-id", id).credential("public-key-file", publicKey));

        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        platform.signWith(certificate);
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        platform.signWithPublicKey(id);
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
    }

    @Test
    void nobody_listening_is_unavailable_and_a_vanished_host_never_throws() {
        start(PlatformIdentity.ofCertificates(KeyKind.RSA), KeyKind.RSA, API_V3_KEY, new Settings());
        assertThat(reported()).isEqualTo(Outcome.Kind.ACCEPTED);
        wechatpay.close();

        assertThat(reported()).isEqualTo(Outcome.Kind.UNAVAILABLE);
    }
}
