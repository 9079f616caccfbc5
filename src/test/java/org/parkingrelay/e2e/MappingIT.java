package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Vendors' own formats through the packaged jar: what the stand-in received, what became a dead letter, what was committed. */
class MappingIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestBroker BROKER = TestBroker.shared();
    private static final String NAME = UUID.randomUUID().toString().substring(0, 8);
    private static final String JIESHUN_IN = "mb-" + NAME + ".park.in";
    private static final String JIESHUN_OUT = "mb-" + NAME + ".park.out";
    private static final String AKE = "ake-" + NAME;
    private static final String CHANGING = "changing-" + NAME;

    @TempDir
    static Path folder;

    private static TestMall mall;
    private static RelayProcess relay;
    private static Path changing;

    @BeforeAll
    static void start() throws IOException {
        Path mappings = Path.of("src", "main", "resources", "mappings").toAbsolutePath();
        changing = Files.writeString(folder.resolve("changing.jsonata"), changing("LOT-1", "IN"));
        mall = new TestMall(folder, BROKER, false)
                .member("粤B11111", "oOne")
                .member("粤B22222", "oTwo")
                .member("粤B33333", "oThree")
                .member("粤B44444", "oStuck")
                .member("粤B55555", "oBeside")
                .member("粤B66666", "oKept")
                .member("粤B77777", "oOften")
                .member("粤B88888", "oChanged");
        List.of(JIESHUN_IN, JIESHUN_OUT, AKE, CHANGING).forEach(topic -> BROKER.createTopic(topic, 2));
        String topics = String.join(",", mall.events(), "mb-" + NAME + "\\.park\\.(in|out)", AKE, CHANGING);
        Map<String, String> settings = mall.with("relay.intake.topics", topics)
                .with("relay.lots.\"p1\"", "mall")
                .with("relay.lots.\"ake-1\"", "mall")
                .with("relay.retry.budget", "1s")
                .with("relay.retry.delay", "1s")
                .settings();
        // As the one variable of a deployment says it.
        String pairs = "mb-" + NAME + "\\..*=" + mappings.resolve("jieshun-park.jsonata") + ";" + AKE + "="
                + mappings.resolve("ake.jsonata") + ";" + CHANGING + "=" + changing;
        relay = RelayProcess.launch(folder, settings, Map.of("RELAY_INTAKE_MAPPINGS", pairs))
                .awaitReady();
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

    private static String changing(String lot, String direction) {
        return """
                {"eventId": id, "direction": "%s", "plateNumber": car, "lotId": "%s", "occurredAt": $time(at)}""".formatted(direction, lot);
    }

    /** As vendors write times: without a zone. */
    private static String local(Instant time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(time.atOffset(ZoneOffset.ofHours(8)));
    }

    private static String jieshun(String car, String field, Instant time) {
        return """
                {"itemId":"%s","parkCode":"p1","carNumber":"%s","equipCode":"A1","%s":"%s"}""".formatted(UUID.randomUUID(), car, field, local(time));
    }

    private static String ake(Instant time, String... cars) {
        List<String> items = new ArrayList<>();
        for (String car : cars) {
            items.add("""
                    {"parking_lot_seq":"1","car_license_number":"%s","enter_time":"%s","enter_channel":"1","leave_time":""}""".formatted(car, local(time)));
        }
        return """
                {"command":"REPORT_CAR_IN_LIST","device_id":"%s","biz_content":{"enter_info_list":[%s]}}""".formatted(UUID.randomUUID(), String.join(",", items));
    }

    private static List<String> taken() {
        return mall.wechatpay().ledger().taken().stream()
                .map(LedgerEntry::fields)
                .map(fields -> fields.openid() + " " + fields.state())
                .toList();
    }

    private static void awaitSettled(String topic) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(BROKER.uncommitted(topic)).isZero());
    }

    private static ConsumerRecord<byte[], byte[]> awaitDeadLetterOf(String topic) {
        return BROKER.awaitRecord(
                mall.deadLetters(),
                SOON,
                letter -> TestBroker.header(letter, "dead-letter-topic").equals(topic));
    }

    @Test
    void a_vendor_s_own_records_become_reports_by_the_mapping_of_its_topics() {
        Instant now = Instant.now();
        BROKER.publish(JIESHUN_IN, jieshun("粤-B11111", "inTime", now.minusSeconds(120)));
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactly("oOne IN"));
        BROKER.publish(JIESHUN_OUT, jieshun("粤-B11111", "outTime", now.minusSeconds(60)));
        for (int stranger = 0; stranger < 2; stranger++) {
            BROKER.publish(JIESHUN_IN, jieshun("粤-B0101" + stranger, "inTime", now.minusSeconds(100)));
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactly("oOne IN", "oOne OUT"));
        awaitSettled(JIESHUN_IN);
        awaitSettled(JIESHUN_OUT);
        assertThat(relay.page("/q/metrics"))
                .contains("relay_mapping_records_total{mapping=\"jieshun-park.jsonata\",result=\"events\"} 4.0")
                .contains("relay_gate_clock_skew{lane=\"A1\",lot=\"p1\"} -");
    }

    @Test
    void one_record_of_several_cars_is_settled_once_when_all_are_told() {
        long before = relay.records("forwarded", "none");
        BROKER.publish(AKE, ake(Instant.now(), "%E7%B2%A4B22222", "粤B00009", "粤B33333"));

        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactlyInAnyOrder("oTwo IN", "oThree IN"));
        awaitSettled(AKE);
        assertThat(relay.records("forwarded", "none")).isEqualTo(before + 1);
    }

    @Test
    void what_is_no_passage_is_filtered_and_counted() {
        long before = relay.records("skipped", "filtered");
        BROKER.publish(AKE, "{\"command\":\"HEARTBEAT\",\"device_id\":\"1\"}");

        awaitSettled(AKE);
        assertThat(relay.records("skipped", "filtered")).isEqualTo(before + 1);
    }

    @Test
    void a_record_that_its_mapping_cannot_read_is_a_dead_letter_and_holds_up_nothing() {
        String unreadable = """
                {"id":"e-1","car":"粤B11111","at":"31.1.2026 10:15"}""";
        BROKER.publish(CHANGING, unreadable);

        ConsumerRecord<byte[], byte[]> letter = awaitDeadLetterOf(CHANGING);
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(unreadable);
        assertThat(TestBroker.header(letter, "relay-reason")).isEqualTo("INVALID");
        assertThat(TestBroker.header(letter, "dead-letter-reason"))
                .startsWith("changing.jsonata: occurredAt: $time: expected ")
                .doesNotContain("31.1.2026", "11111");
        awaitSettled(CHANGING);
        assertThat(relay.output()).doesNotContain("31.1.2026", "粤B11111");
    }

    @Test
    void a_car_that_waits_does_not_have_the_others_of_its_record_told_again() {
        mall.wechatpay()
                .faults()
                .whenever(fields -> fields.openid().equals("oStuck"), new Fault.Status(500, "SYSTEM_ERROR", "later"));
        BROKER.publish(AKE, ake(Instant.now(), "粤B55555", "粤B44444"));
        // Others are told meanwhile, so that one car's trouble is not taken for an outage.
        await().atMost(SOON).until(() -> {
            BROKER.publish(mall.events(), GateEvents.bare("粤B77777", "IN"));
            return BROKER.read(mall.retries()).size() >= 2;
        });
        assertThat(TestBroker.header(BROKER.read(mall.retries()).get(0), "relay-events"))
                .startsWith("1:")
                .endsWith(":UNAVAILABLE:false/2");
        awaitSettled(AKE);

        mall.wechatpay().faults().clear();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(taken()).contains("oStuck IN").contains("oBeside IN"));
        assertThat(mall.wechatpay().ledger().entries())
                .filteredOn(entry -> entry.fields().openid().equals("oBeside"))
                .hasSize(1);
    }

    @Test
    void a_mapping_that_changes_is_taken_without_a_restart_and_a_wrong_one_is_refused() throws IOException {
        Files.writeString(changing, "{\"eventId\": ");
        await().atMost(SOON)
                .until(() -> relay.page("/q/metrics").contains("relay_mapping_reloads_total{result=\"refused\"} 1.0"));
        assertThat(relay.output()).contains("changing.jsonata, line 1, column ");
        BROKER.publish(
                CHANGING, """
                {"id":"%s","car":"粤B88888","at":"%s"}""".formatted(UUID.randomUUID(), local(Instant.now().minusSeconds(50))));
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactly("oChanged IN"));

        Files.writeString(changing, changing("LOT-1", "OUT"));
        await().atMost(SOON)
                .until(() -> relay.page("/q/metrics").contains("relay_mapping_reloads_total{result=\"taken\"} 1.0"));
        BROKER.publish(CHANGING, """
                {"id":"%s","car":"粤B88888","at":"%s"}""".formatted(UUID.randomUUID(), local(Instant.now())));
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactly("oChanged IN", "oChanged OUT"));
    }

    @Test
    void five_hundred_passages_that_a_gate_had_kept_end_in_the_state_of_the_last() {
        Instant first = Instant.now().minusSeconds(900);
        Instant last = first;
        for (int i = 0; i < 500; i++) {
            last = first.plusSeconds(i);
            // The last one, 499, is an entry; the car of every other one is nobody's.
            String car = i % 5 == 4 ? "粤B66666" : "粤C1%04d".formatted(i);
            BROKER.publishLater(
                    mall.events(),
                    GateEvents.of("kept-" + i, "LOT-1", car, i % 2 == 1 ? "IN" : "OUT", last, ",\"replayed\":true"));
        }
        BROKER.flush();

        awaitSettled(mall.events());
        List<String> told = taken();
        assertThat(told).isNotEmpty().allMatch(state -> state.startsWith("oKept "));
        assertThat(told.get(told.size() - 1)).isEqualTo("oKept IN");
    }
}
