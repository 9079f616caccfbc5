package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** What the packaged relay shows of itself after a few cars: what rules and dashboard ask for is there, and its log is what its page says. */
class ObservedRelayIT {

    private static final TestBroker BROKER = TestBroker.shared();

    /** Labels that Prometheus gives. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance", "namespace", "pod", "container");

    private static final List<String> OF_THE_RELAY = List.of("relay_", "jvm_", "process_", "kafka_");

    /** There is nothing to show before the store fails; {@code MeterUseTest} holds it against the catalogue. */
    private static final Set<String> ONLY_IN_TROUBLE = Set.of("relay_store_failures_total");

    @TempDir
    static Path folder;

    private static TestMall mall;
    private static RelayProcess relay;
    private static Scrape scrape;

    @BeforeAll
    static void send_a_few_cars() throws IOException {
        Path mapping = Files.writeString(folder.resolve("vendor.jsonata"), """
                {"eventId": id, "direction": "IN", "plateNumber": car, "lotId": "LOT-1", "occurredAt": at}""");
        mall = new TestMall(folder, BROKER, false).member("粤B73915", "oObserved_42");
        String vendors = mall.events() + "-vendor";
        BROKER.createTopic(vendors, 1);
        mall.with("relay.intake.topics", mall.events() + "," + vendors)
                .with("relay.intake.mappings.\"" + vendors + "\"", mapping.toString())
                .with("quarkus.log.category.\"org.parkingrelay\".level", "DEBUG");
        mall.wechatpay().faults().next(1, new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
        mall.wechatpay().faults().next(1, new Fault.BadSignature());
        relay = RelayProcess.start(folder, mall.settings());
        Instant now = Instant.now();
        for (String plate : List.of("粤B73915", "粤B11111", "粤B22222", "粤B33333")) {
            BROKER.publish(mall.events(), GateEvents.bare(plate, "IN"));
        }
        BROKER.publish(mall.events(), GateEvents.bare("粤B73915", "SIDEWAYS"));
        BROKER.publish(vendors, """
                {"id": "v-1", "car": "粤B44444", "at": "%s"}""".formatted(now));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> BROKER.uncommitted(mall.events()) == 0 && BROKER.uncommitted(vendors) == 0);
        scrape = Scrape.of(relay.page("/q/metrics"));
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
    }

    private static List<String> missing(PromQl query, String where) {
        List<String> missing = new ArrayList<>();
        Set<String> tags = new TreeSet<>();
        for (PromQl.Selector selector : query.selectors()) {
            String meter = selector.meter();
            if (OF_THE_RELAY.stream().noneMatch(meter::startsWith) || ONLY_IN_TROUBLE.contains(meter)) {
                return List.of();
            }
            if (!scrape.has(selector, OF_THE_TARGET)) {
                missing.add(where + ": no series of " + selector);
            }
            query.groupings().stream().filter(tag -> scrape.hasTag(meter, tag)).forEach(tags::add);
        }
        query.groupings().stream()
                .filter(tag -> !tags.contains(tag) && !OF_THE_TARGET.contains(tag))
                .forEach(tag -> missing.add(where + ": nothing has the tag " + tag));
        return missing;
    }

    @Test
    void each_series_that_rules_and_dashboard_ask_for_is_there() {
        assertThat(MonitoringFiles.asked().stream().flatMap(asked -> missing(asked.read(), asked.where()).stream()))
                .isEmpty();
    }

    @Test
    void a_series_that_is_not_there_is_missed() {
        List<String> wrong = List.of(
                "jvm_memory_usage_after_gc{area=\"nonheap\"}",
                "relay_lane_pauses_total{reason=\"tired\"}",
                "kafka_consumer_fetch_manager_records_lag_max{client_id=\"gate-events\"}",
                "relay_delivery_latency_seconds_bucket{le=\"2.0\"}",
                "sum by (circle) (relay_lane_state)");

        assertThat(wrong)
                .allSatisfy(expression ->
                        assertThat(missing(PromQl.of(expression), "here")).hasSize(1));
    }

    @Test
    void the_log_is_one_object_to_a_line_with_known_keys_only() {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        Set<String> keys = new TreeSet<>();

        assertThat(relay.output().lines()).hasSizeGreaterThan(5).allSatisfy(line -> {
            JsonNode object = json.readTree(line);
            assertThat(object.isObject()).isTrue();
            object.fieldNames()
                    .forEachRemaining(
                            field -> assertThat(LogFields.ofQuarkus().keySet()).contains(field));
            object.get("mdc").fieldNames().forEachRemaining(key -> {
                assertThat(LogFields.keys()).contains(key);
                keys.add(key);
            });
        });
        // Of the dead letter and of the calls that failed: so that the check above had something to look at.
        assertThat(keys).contains("record", "reason", "note", "outcome", "attempt");
    }
}
