package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** The packaged jar between a real broker and the stand-in: judged by what the stand-in received and what Kafka committed. */
class ForwardingIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    static Path folder;

    private static final TestBroker BROKER = TestBroker.shared();
    private static TestMall mall;
    private static RelayProcess relay;

    @BeforeAll
    static void start() {
        mall = new TestMall(folder, BROKER, false)
                .member("粤B·88888", "oUpF8uMuAJOM2pxb1Q")
                .member("粤B77777", "oFamily_1")
                .member("粤B77777", "oFamily_2")
                .member("粤B66666", "oStuck")
                .member("粤B99999", "oAhead")
                .member("粤ZJ068澳", "oCrossing");
        relay = RelayProcess.start(folder, mall.settings());
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
    }

    @BeforeEach
    void forget() {
        mall.wechatpay().faults().clear();
        mall.wechatpay().ledger().clear();
    }

    private static List<LedgerEntry> awaitTaken(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(mall.wechatpay().ledger().taken()).hasSizeGreaterThanOrEqualTo(count));
        return mall.wechatpay().ledger().taken();
    }

    private static void awaitSettled() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(BROKER.uncommitted(mall.events())).isZero());
    }

    private static ConsumerRecord<byte[], byte[]> awaitDeadLetterOf(long offset, int partition) {
        String origin = partition + "-" + offset;
        return BROKER.awaitRecord(
                mall.deadLetters(),
                SOON,
                letter -> (TestBroker.header(letter, "dead-letter-partition") + "-"
                                + TestBroker.header(letter, "dead-letter-offset"))
                        .equals(origin));
    }

    @Test
    void an_event_arrives_with_exactly_the_fields_of_the_api() throws Exception {
        Instant occurredAt = Instant.now().minusSeconds(5);
        BROKER.publish(mall.events(), GateEvents.bare("粤B·88888", "IN", occurredAt));

        JsonNode body = new ObjectMapper().readTree(awaitTaken(1).get(0).body());

        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("appid", "brandid", "openid", "plate_number", "state", "time");
        assertThat(body.get("brandid").isIntegralNumber()).isTrue();
        assertThat(body.get("brandid").longValue()).isEqualTo(TestMall.BRAND_ID);
        assertThat(body.get("appid").textValue()).isEqualTo(TestMall.APP_ID);
        assertThat(body.get("openid").textValue()).isEqualTo("oUpF8uMuAJOM2pxb1Q");
        assertThat(body.get("plate_number").textValue()).isEqualTo("粤B88888");
        assertThat(body.get("state").textValue()).isEqualTo("IN");
        assertThat(body.get("time").textValue())
                .isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(GateEvents.beijing(occurredAt))
                        + "+08:00");
        awaitSettled();
    }

    @Test
    void a_structured_cloud_event_is_forwarded() {
        String event = """
                {"specversion":"1.0","id":"s-1:OUT","source":"urn:parking:lot:LOT-1","type":"parking.gate.passage.v1",
                 "time":"%s","datacontenttype":"application/json","partitionkey":"LOT-1",
                 "data":{"direction":"OUT","plateNumber":"粤b88888","lotId":"LOT-1"}}""".formatted(GateEvents.now());
        BROKER.publish(new ProducerRecord<>(
                mall.events(),
                null,
                "LOT-1".getBytes(StandardCharsets.UTF_8),
                event.getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader(
                        "content-type",
                        "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)))));

        assertThat(awaitTaken(1).get(0).fields().state()).isEqualTo("OUT");
    }

    @Test
    void a_binary_cloud_event_is_forwarded() {
        String data = """
                {"direction":"IN","plateNumber":"MX7742","alternates":["粤ZJ068澳"],"lotId":"LOT-1"}""";
        Map<String, String> attributes = Map.of(
                "ce_specversion", "1.0",
                "ce_id", "b-1",
                "ce_source", "urn:parking:lot:LOT-1",
                "ce_type", "parking.gate.passage.v1",
                "ce_time", GateEvents.now(),
                "content-type", "application/json");
        List<Header> headers = new ArrayList<>();
        attributes.forEach(
                (name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        BROKER.publish(new ProducerRecord<>(
                mall.events(), null, (byte[]) null, data.getBytes(StandardCharsets.UTF_8), headers));

        assertThat(awaitTaken(1).get(0).fields().plateNumber()).isEqualTo("粤ZJ068澳");
    }

    @Test
    void each_member_of_a_plate_is_reported() {
        BROKER.publish(mall.events(), GateEvents.bare("粤B77777", "IN"));

        assertThat(awaitTaken(2))
                .extracting(entry -> entry.fields().openid())
                .containsExactlyInAnyOrder("oFamily_1", "oFamily_2");
    }

    @Test
    void a_car_of_nobody_is_skipped_and_counted() {
        long before = relay.records("skipped", "not_a_member");

        BROKER.publish(mall.events(), GateEvents.bare("粤A11111", "IN"));

        await().atMost(SOON).until(() -> relay.records("skipped", "not_a_member") == before + 1);
        assertThat(mall.wechatpay().ledger().entries()).isEmpty();
        awaitSettled();
    }

    static List<Arguments> transientFaults() {
        return List.of(
                Arguments.of(new Fault.Status(500, "SYSTEM_ERROR", "系统错误"), "unavailable"),
                Arguments.of(new Fault.Status(429, "FREQUENCY_LIMITED", "频率超限"), "throttled"),
                Arguments.of(new Fault.Status(401, "SIGN_ERROR", "错误的签名"), "refused"),
                Arguments.of(new Fault.Hang(), "in_doubt"),
                Arguments.of(new Fault.Reset(), "in_doubt"),
                Arguments.of(new Fault.ResetAfterTaking(), "in_doubt"),
                Arguments.of(new Fault.BadSignature(), "in_doubt"),
                Arguments.of(new Fault.NoSignature(), "in_doubt"),
                Arguments.of(new Fault.Probe(), "in_doubt"),
                Arguments.of(new Fault.Html(502), "unavailable"),
                Arguments.of(new Fault.Html(403), "unavailable"),
                Arguments.of(new Fault.WrongSerial(), "in_doubt"),
                Arguments.of(new Fault.OldTimestamp(), "in_doubt"));
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void a_report_is_repeated_until_a_verified_response_comes(Fault fault, String outcome) {
        mall.wechatpay().faults().next(1, fault);
        long forwarded = relay.records("forwarded", "none");
        long failed = relay.calls(outcome);

        BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));

        await().atMost(SOON).until(() -> relay.records("forwarded", "none") == forwarded + 1);
        assertThat(relay.calls(outcome)).isEqualTo(failed + 1);
        List<LedgerEntry> entries = mall.wechatpay().ledger().entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).answer()).isEqualTo("204");
        awaitSettled();
    }

    @Test
    void a_slow_answer_is_waited_for() {
        mall.wechatpay().faults().next(1, new Fault.Slow(Duration.ofMillis(700)));
        long forwarded = relay.records("forwarded", "none");

        BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));

        await().atMost(SOON).until(() -> relay.records("forwarded", "none") == forwarded + 1);
        assertThat(mall.wechatpay().ledger().entries()).hasSize(1);
    }

    @Test
    void a_rejected_report_becomes_a_dead_letter_with_what_is_known_of_the_call() {
        mall.wechatpay().faults().next(1, new Fault.Status(403, "NO_AUTH", "OpenID与AppID不匹配"));
        String event = GateEvents.bare("粤B88888", "IN");

        var published = BROKER.publish(mall.events(), event);

        ConsumerRecord<byte[], byte[]> letter = awaitDeadLetterOf(published.offset(), published.partition());
        assertThat(letter.value()).isEqualTo(event.getBytes(StandardCharsets.UTF_8));
        assertThat(TestBroker.header(letter, "relay-reason")).isEqualTo("REJECTED");
        assertThat(TestBroker.header(letter, "relay-code")).isEqualTo("NO_AUTH");
        assertThat(TestBroker.header(letter, "relay-status")).isEqualTo("403");
        assertThat(TestBroker.header(letter, "relay-request-id")).startsWith("08");
        assertThat(TestBroker.header(letter, "relay-attempts")).isEqualTo("1");
        assertThat(TestBroker.header(letter, "relay-circle")).isEqualTo("mall");
        assertThat(TestBroker.header(letter, "relay-id"))
                .isEqualTo(mall.events() + "-" + published.partition() + "-" + published.offset());
        assertThat(TestBroker.header(letter, "dead-letter-topic")).isEqualTo(mall.events());
        assertThat(TestBroker.header(letter, "dead-letter-reason")).contains("openid does not belong to the app id");
        awaitSettled();
    }

    @Test
    void a_car_that_fails_holds_its_own_offset_and_no_other_car() {
        mall.wechatpay()
                .faults()
                .whenever(fields -> fields.openid().equals("oStuck"), new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
        BROKER.publish(mall.events(), GateEvents.bare("粤B66666", "IN"));
        BROKER.publish(mall.events(), GateEvents.bare("粤B66666", "OUT"));
        for (int i = 0; i < 20; i++) {
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", i % 2 == 0 ? "IN" : "OUT"));
        }

        assertThat(awaitTaken(20)).extracting(entry -> entry.fields().openid()).containsOnly("oUpF8uMuAJOM2pxb1Q");
        assertThat(BROKER.uncommitted(mall.events())).isPositive();

        mall.wechatpay().faults().clear();
        assertThat(awaitTaken(22).subList(20, 22))
                .extracting(entry -> entry.fields().state())
                .containsExactly("IN", "OUT");
        awaitSettled();
    }

    @Test
    void a_clock_a_little_ahead_is_reported_as_now() {
        BROKER.publish(
                mall.events(), GateEvents.bare("粤B99999", "IN", Instant.now().plusSeconds(120)));

        // The stand-in refuses a time in the future.
        assertThat(awaitTaken(1)).hasSize(1);
    }

    @Test
    void a_record_whose_timestamp_is_nonsense_is_settled_like_any_other() {
        for (long timestamp : new long[] {0, 1_000, System.currentTimeMillis() - 86_400_000L * 400}) {
            BROKER.publish(new ProducerRecord<>(
                    mall.events(),
                    0,
                    timestamp,
                    null,
                    GateEvents.bare("粤B88888", "IN").getBytes(StandardCharsets.UTF_8)));
        }

        awaitTaken(3);
        awaitSettled();
    }

    @Test
    void yesterdays_entry_is_skipped_as_expired() {
        long before = relay.records("skipped", "expired");

        BROKER.publish(
                mall.events(), GateEvents.bare("粤B88888", "IN", Instant.now().minus(Duration.ofDays(1))));

        await().atMost(SOON).until(() -> relay.records("skipped", "expired") == before + 1);
        assertThat(mall.wechatpay().ledger().entries()).isEmpty();
    }

    @Test
    void health_and_metrics_are_on_the_management_port() {
        assertThat(relay.page("/q/health/live")).contains("\"status\": \"UP\"");
        assertThat(relay.page("/q/health/ready")).contains("intake", "inFlight");
        assertThat(relay.page("/q/metrics"))
                .contains("relay_intake_in_flight", "relay_intake_permits 2000.0", "relay_lookup_plates 5.0");
    }

    @Test
    void logs_hold_no_personal_data_and_no_secrets() {
        mall.wechatpay()
                .faults()
                .whenever(
                        fields -> fields.plateNumber().equals("粤B77777"),
                        new Fault.Status(400, "PARAM_ERROR", "plate_number格式有误"));
        var published = BROKER.publish(mall.events(), GateEvents.bare("粤B77777", "OUT"));
        BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
        awaitDeadLetterOf(published.offset(), published.partition());
        awaitSettled();

        assertThat(relay.output())
                .contains("Dead letter written")
                .doesNotContain(
                        "B88888",
                        "B77777",
                        "oUpF8uMuAJOM2pxb1Q",
                        "oFamily",
                        "Authorization",
                        "signature=",
                        "PRIVATE KEY");
        assertThat(relay.output().lines())
                .allSatisfy(
                        line -> assertThat(new ObjectMapper().readTree(line)).isNotNull());
    }
}
