package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.ComponentTest;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.Settings;

/** The client with its real HTTP client, two hosts, and every way in which they can fail. */
@QuarkusTest
@QuarkusTestResource(ComponentTest.Surroundings.class)
class FaultyWeChatPayTest {

    private static final String MCHID = "1900000109";
    private static final String SERIAL = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    private static final String KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";

    @TempDir
    Path folder;

    private StandIn primary;
    private StandIn backup;
    private WeChatPay wechatpay;
    private ReportSender client;

    @BeforeEach
    void start() {
        KeyPair merchant = MerchantKeys.generate();
        KeyPair platform = MerchantKeys.generate();
        primary = standIn(merchant, platform);
        backup = standIn(merchant, platform);
        Settings settings = new Settings()
                .with("hosts", primary.host() + "," + backup.host())
                .with("allow-plain-http", true)
                .with("deadline", "2s")
                .credential("mchid", MCHID)
                .credential("serial-number", SERIAL)
                .credential("private-key-file", MerchantKeys.writePrivate(merchant, folder.resolve("key.pem")))
                .credential("public-key-id", KEY_ID)
                .credential("public-key-file", MerchantKeys.writePublic(platform, folder.resolve("pub_key.pem")));
        ConfigProblems problems = new ConfigProblems();
        wechatpay = WeChatPay.from(settings.read(), Clock.systemUTC(), problems);
        assertThat(problems.lines()).isEmpty();
        client = wechatpay.client(new Meters(new SimpleMeterRegistry()), 200, "1", Runnable::run);
    }

    private static StandIn standIn(KeyPair merchant, KeyPair platform) {
        Merchant.Mall mall = new Merchant.Mall(1000, "wx931386123456789e", "");
        return new StandIn(
                        List.of(new Merchant(MCHID, SERIAL, merchant.getPublic(), List.of(mall))),
                        PlatformIdentity.ofPublicKey(KEY_ID, platform))
                .start(0);
    }

    @AfterEach
    void stop() {
        wechatpay.close();
        primary.close();
        backup.close();
    }

    private CompletableFuture<Outcome> send(int member) {
        return send(member, Instant.MAX);
    }

    private CompletableFuture<Outcome> send(int member, Instant notAfter) {
        return client.send(
                        "main",
                        new ParkingReport(
                                Optional.empty(),
                                1000,
                                "wx931386123456789e",
                                "oMember_" + member,
                                "粤B12345",
                                ParkingState.IN,
                                Instant.now().minusSeconds(5)),
                        notAfter)
                .toCompletableFuture();
    }

    @Test
    void nothing_is_sent_once_the_time_for_it_is_over() {
        Outcome outcome = send(0, Instant.now().minusMillis(1)).join();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.mayHaveArrived()).isFalse();
        assertThat(primary.ledger().entries()).isEmpty();
        assertThat(backup.ledger().entries()).isEmpty();
    }

    @Test
    void what_may_have_arrived_at_the_primary_stays_in_doubt_whatever_the_backup_says() {
        primary.faults().next(1, new Fault.Hang());
        backup.faults().next(1, new Fault.Status(429, "FREQUENCY_LIMITED", "频率超限"));

        Outcome outcome = send(0).join();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.THROTTLED);
        assertThat(outcome.mayHaveArrived()).isTrue();
    }

    @Test
    void an_acceptance_by_the_backup_leaves_no_doubt() {
        primary.faults().next(1, new Fault.Hang());

        assertThat(send(0).join().mayHaveArrived()).isFalse();
    }

    /** What each fault of the primary comes to; where no answer comes, the backup's is the one that counts. */
    static List<Arguments> faults() {
        return List.of(
                Arguments.of(new Fault.Status(500, "SYSTEM_ERROR", "系统错误"), Outcome.Kind.UNAVAILABLE, false),
                Arguments.of(new Fault.Status(429, "FREQUENCY_LIMITED", "频率超限"), Outcome.Kind.THROTTLED, false),
                Arguments.of(new Fault.Status(401, "SIGN_ERROR", "错误的签名"), Outcome.Kind.REFUSED, false),
                Arguments.of(new Fault.Status(400, "PARAM_ERROR", "plate_number格式有误"), Outcome.Kind.REJECTED, false),
                Arguments.of(new Fault.BadSignature(), Outcome.Kind.IN_DOUBT, false),
                Arguments.of(new Fault.NoSignature(), Outcome.Kind.IN_DOUBT, false),
                Arguments.of(new Fault.Probe(), Outcome.Kind.IN_DOUBT, false),
                Arguments.of(new Fault.WrongSerial(), Outcome.Kind.IN_DOUBT, false),
                Arguments.of(new Fault.OldTimestamp(), Outcome.Kind.IN_DOUBT, false),
                Arguments.of(new Fault.Html(502), Outcome.Kind.UNAVAILABLE, false),
                Arguments.of(new Fault.Hang(), Outcome.Kind.ACCEPTED, true),
                Arguments.of(new Fault.Reset(), Outcome.Kind.ACCEPTED, true),
                Arguments.of(new Fault.ResetAfterTaking(), Outcome.Kind.ACCEPTED, true));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void each_fault_of_the_primary_ends_in_its_outcome(Fault fault, Outcome.Kind kind, boolean onBackup) {
        primary.faults().next(1, fault);

        Outcome outcome = send(0).join();

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(backup.ledger().entries()).hasSize(onBackup ? 1 : 0);
        assertThat(outcome.facts().host()).isEqualTo("localhost:" + (onBackup ? backup : primary).port());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void the_same_fault_on_both_hosts_is_never_accepted(Fault fault, Outcome.Kind kind, boolean onBackup) {
        primary.faults().next(1, fault);
        backup.faults().next(1, fault);

        assertThat(send(0).join().kind()).isEqualTo(onBackup ? Outcome.Kind.IN_DOUBT : kind);
    }

    /** Seed 20260301, 5,000 reports, every fifth fails in one of all ways, on either host. */
    @Test
    void five_thousand_reports_end_in_an_outcome_each_and_none_is_accepted_without_a_verified_answer()
            throws Exception {
        Random random = new Random(20260301);
        List<Fault> kinds = new ArrayList<>();
        faults().forEach(row -> kinds.add((Fault) row.get()[0]));
        Fault[] plan = new Fault[5_000];
        for (int i = 0; i < plan.length; i++) {
            plan[i] = random.nextInt(5) == 0 ? kinds.get(random.nextInt(kinds.size())) : null;
        }
        for (StandIn host : List.of(primary, backup)) {
            for (Fault fault : kinds) {
                host.faults().whenever(fields -> fault.equals(plan[member(fields)]), fault);
            }
        }
        int threads = Thread.activeCount();
        Semaphore permits = new Semaphore(100);
        Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();

        for (int i = 0; i < plan.length; i++) {
            permits.acquire();
            outcomes.add(send(i).whenComplete((outcome, failure) -> permits.release()));
        }

        for (int i = 0; i < plan.length; i++) {
            Outcome outcome = outcomes.get(i).join();
            counts.merge(outcome.kind(), 1, Integer::sum);
            assertThat(outcome.kind() == Outcome.Kind.ACCEPTED)
                    .as("report %d with %s became %s", i, plan[i], outcome)
                    .isEqualTo(plan[i] == null);
        }
        assertThat(counts.keySet()).containsExactlyInAnyOrder(Outcome.Kind.values());
        await().untilAsserted(() -> assertThat(
                        primary.ledger().open() + backup.ledger().open())
                .as("requests whose connection nobody gave back")
                .isZero());
        assertThat(Thread.activeCount()).as("threads").isLessThan(threads + 20);
    }

    private static int member(LedgerEntry.Fields fields) {
        return Integer.parseInt(fields.openid().substring("oMember_".length()));
    }
}
