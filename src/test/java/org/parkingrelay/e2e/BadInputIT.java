package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** What gates send by mistake ends where it belongs, with its bytes, and holds nothing up. */
class BadInputIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TestBroker BROKER = TestBroker.shared();

    @TempDir
    static Path folder;

    private static TestMall mall;
    private static RelayProcess relay;

    @BeforeAll
    static void start() {
        mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember");
        relay = RelayProcess.start(folder, mall.settings());
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
    }

    /** What a gate may send by mistake, and where it must end. */
    static Map<String, String> badInput() {
        Map<String, String> cases = new HashMap<>();
        cases.put("hello", "UNDECODABLE");
        cases.put("", "UNDECODABLE");
        cases.put("{\"eventId\":\"x\"", "UNDECODABLE");
        cases.put("{} {}", "UNDECODABLE");
        cases.put("[]", "INVALID");
        cases.put("null", "INVALID");
        cases.put("{}", "INVALID");
        cases.put(GateEvents.bare("粤B88888", "SIDEWAYS"), "INVALID");
        cases.put(GateEvents.bare("粤B88888", "IN").replace("+08:00", ""), "INVALID");
        cases.put(GateEvents.bare("粤B88888", "IN").replace("\"LOT-1\"", "7"), "INVALID");
        cases.put(GateEvents.bare("粤B88888", "IN").replace("plateNumber", "plate"), "INVALID");
        cases.put(GateEvents.bare("粤B88888", "IN").replace("LOT-1", "LOT-UNKNOWN"), "UNKNOWN_LOT");
        cases.put(GateEvents.bare("粤B88888", "IN", Instant.now().plus(Duration.ofDays(1))), "FUTURE_TIME");
        cases.put("{\"filler\":\"" + "x".repeat(1024 * 1024 - 13) + "\"}", "INVALID");
        return cases;
    }

    @Test
    void bad_input_ends_as_a_dead_letter_with_its_bytes_and_the_next_event_is_forwarded() {
        Map<Long, String> expected = new HashMap<>();
        Map<Long, byte[]> values = new HashMap<>();
        badInput().forEach((value, reason) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            long offset = publishBad(bytes);
            expected.put(offset, reason);
            values.put(offset, bytes);
        });
        byte[] notUtf8 = {'{', '"', (byte) 0xD4, (byte) 0xC1, 'B', '"', ':', '1', '}'};
        long offset = publishBad(notUtf8);
        expected.put(offset, "UNDECODABLE");
        values.put(offset, notUtf8);
        long tombstones = relay.records("skipped", "filtered");
        BROKER.publish(new ProducerRecord<>(mall.events(), 0, new byte[] {1}, null));
        BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));

        await().atMost(SOON).until(() -> mall.wechatpay().ledger().takenCount() == 1);
        await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
        assertThat(relay.records("skipped", "filtered")).isEqualTo(tombstones + 1);
        Map<Long, String> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : BROKER.read(mall.deadLetters())) {
            long origin = Long.parseLong(TestBroker.header(letter, "dead-letter-offset"));
            boolean isOurs =
                    TestBroker.header(letter, "dead-letter-partition").equals("0") && values.containsKey(origin);
            if (isOurs) {
                assertThat(letter.value()).isEqualTo(values.get(origin));
                assertThat(letter.key()).isEqualTo(new byte[] {0, (byte) 0xFF});
                assertThat(TestBroker.header(letter, "vendor-header")).isEqualTo("kept");
                assertThat(letter.headers().headers("relay-reason"))
                        .as("replaced, not added to")
                        .hasSize(1);
                assertThat(TestBroker.header(letter, "dead-letter-reason")).doesNotContain("B88888");
                assertThat(reasons.put(origin, TestBroker.header(letter, "relay-reason")))
                        .as("once")
                        .isNull();
            }
        }
        assertThat(reasons).isEqualTo(expected);
    }

    private static long publishBad(byte[] value) {
        return BROKER.publish(new ProducerRecord<>(
                        mall.events(),
                        0,
                        new byte[] {0, (byte) 0xFF},
                        value,
                        List.of(
                                new RecordHeader("vendor-header", "kept".getBytes(StandardCharsets.UTF_8)),
                                new RecordHeader("relay-reason", "FORGED".getBytes(StandardCharsets.UTF_8)))))
                .offset();
    }

    @Test
    void large_events_are_taken_a_few_at_a_time_and_all_are_settled() {
        String filler = "x".repeat(900_000);
        int events = 200;
        for (int i = 0; i < events; i++) {
            BROKER.publishLater(
                    mall.events(),
                    GateEvents.bare("粤B88888", i % 2 == 0 ? "IN" : "OUT")
                            .replaceFirst("\\{", "{\"pad\":\"" + filler + "\","));
        }
        BROKER.flush();

        await().atMost(Duration.ofSeconds(60)).until(() -> BROKER.uncommitted(mall.events()) == 0);
        assertThat(relay.output()).doesNotContain("OutOfMemoryError");
    }
}
