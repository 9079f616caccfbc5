package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TraceCollector;

/** The packaged jar with a collector of traces beside it: a gate's trace goes on to WeChat Pay, and nothing personal with it. */
class TracingIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    @TempDir
    Path folder;

    private static void publish(String topic, String event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, event.getBytes(StandardCharsets.UTF_8));
        record.headers().add("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));
        BROKER.publish(record);
    }

    @Test
    void a_gates_trace_goes_on_to_wechat_pay_and_to_the_dead_letter_with_nothing_personal() {
        try (TraceCollector collector = new TraceCollector();
                TestMall mall = new TestMall(folder, BROKER, false).member("粤B73915", "oTraceMember_42")) {
            mall.with("otel.sdk.disabled", "false")
                    .with("otel.exporter.otlp.endpoint", collector.endpoint())
                    .with("otel.bsp.schedule.delay", "100");
            mall.wechatpay().faults().next(1, new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
            mall.wechatpay().faults().next(1, new Fault.Status(400, "PARAM_ERROR", "plate_number格式有误: 粤B73915"));
            try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
                publish(mall.events(), GateEvents.bare("粤B73915", "IN"));
                await().atMost(Duration.ofSeconds(30)).until(() -> BROKER.uncommitted(mall.events()) == 0);
                publish(mall.events(), GateEvents.bare("粤B73915", "OUT"));
                publish(mall.events(), GateEvents.bare("粤B11111", "OUT"));
                await().atMost(Duration.ofSeconds(30)).until(() -> relay.records("skipped", "not_a_member") == 1);
                await().atMost(Duration.ofSeconds(30)).until(() -> collector.has("not_a_member"));
            }

            assertThat(collector.hex()).contains(TRACE_ID);
            assertThat(List.of(
                            "process " + mall.events(),
                            "POST /v3/businesscircle/parkings",
                            "lookup",
                            "parking-relay",
                            "SYSTEM_ERROR",
                            "rejected",
                            "forwarded"))
                    .allMatch(collector::has);
            for (String forbidden :
                    List.of("B73915", "B11111", "oTraceMember", "plate_number", "openid", "signature", "nonce")) {
                assertThat(collector.has(forbidden)).as(forbidden).isFalse();
            }
            assertThat(BROKER.read(mall.deadLetters()))
                    .singleElement()
                    .satisfies(letter ->
                            assertThat(TestBroker.header(letter, "traceparent")).isEqualTo(PARENT));
        }
    }

    @Test
    void nothing_is_traced_unless_it_is_switched_on() {
        try (TraceCollector collector = new TraceCollector();
                TestMall mall = new TestMall(folder, BROKER, false)) {
            Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            try (RelayProcess relay =
                    RelayProcess.launch(folder, mall.settings(), environment).awaitReady()) {
                publish(mall.events(), GateEvents.bare("粤B11111", "IN"));
                await().atMost(Duration.ofSeconds(30)).until(() -> relay.records("skipped", "not_a_member") == 1);
            }

            assertThat(collector.hex()).isEmpty();
        }
    }
}
