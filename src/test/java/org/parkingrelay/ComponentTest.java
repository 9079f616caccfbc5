package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** The relay in this process, between a real broker and the stand-in: the shortest way to step through it with a debugger. */
@QuarkusTest
@QuarkusTestResource(ComponentTest.Surroundings.class)
public class ComponentTest {

    /** Started before the relay. */
    public static final class Surroundings implements QuarkusTestResourceLifecycleManager {

        private static TestMall mall;

        @Override
        public Map<String, String> start() {
            try {
                mall = new TestMall(Files.createTempDirectory("relay"), TestBroker.shared(), false)
                        .member("粤B88888", "oMember");
                return mall.settings();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            mall.close();
        }
    }

    @Inject
    MeterRegistry registry;

    @Test
    void an_event_of_each_kind_ends_where_it_belongs() {
        TestMall mall = Surroundings.mall;
        TestBroker broker = TestBroker.shared();
        broker.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
        broker.publish(mall.events(), GateEvents.bare("粤B11111", "IN"));
        broker.publish(mall.events(), "no event");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(records("forwarded", "none")).isEqualTo(1);
            assertThat(records("skipped", "not_a_member")).isEqualTo(1);
            assertThat(records("dead_lettered", "undecodable")).isEqualTo(1);
        });
        List<LedgerEntry> taken = mall.wechatpay().ledger().taken();
        assertThat(taken)
                .singleElement()
                .satisfies(entry -> assertThat(entry.fields().plateNumber()).isEqualTo("粤B88888"));
        assertThat(broker.read(mall.deadLetters())).hasSize(1);
        await().until(() -> broker.uncommitted(mall.events()) == 0);
    }

    private double records(String disposition, String reason) {
        return registry.get("relay.intake.records")
                .tags("disposition", disposition, "reason", reason)
                .counter()
                .count();
    }
}
