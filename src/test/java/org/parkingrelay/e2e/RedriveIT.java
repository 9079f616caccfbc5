package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** Dead letters put back by packaged relays, one of which dies over it. */
class RedriveIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int LETTERS = 100_000;
    private static final int RATE = 2_000;

    @TempDir
    Path folder;

    private Map<String, String> settings(TestMall mall, ApiClient client, String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Map<String, String> settings = mall.settings();
        settings.put("relay.console.users-file", TestUsers.file(folder));
        settings.put("quarkus.http.port", String.valueOf(client.port()));
        settings.put(
                "relay.lookup.embedded.path",
                folder.resolve(name).resolve("bindings.mv").toString());
        return settings;
    }

    /** A letter of a stranger's passage, which nobody is told of when it comes again. */
    private static ProducerRecord<byte[], byte[]> letter(TestMall mall, int number, Instant at) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "dead-letter-topic", mall.events());
        add(headers, "dead-letter-partition", String.valueOf(number % 3));
        add(headers, "dead-letter-offset", String.valueOf(number));
        add(headers, "dead-letter-reason", "a fault of the relay itself: made up");
        add(headers, "relay-reason", "RETRIES_EXHAUSTED");
        add(headers, "relay-timestamp", String.valueOf(at.toEpochMilli()));
        String event = GateEvents.of("again-" + number, "LOT-1", "粤A%05d".formatted(number % 10_000), "IN", at, "");
        return new ProducerRecord<>(mall.deadLetters(), 0, bytes("LOT-1"), bytes(event), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(TestMall mall, int letters) {
        Instant now = Instant.now();
        for (int number = 0; number < letters; number++) {
            var unused = BROKER.publishLater(letter(mall, number, now));
        }
        BROKER.flush();
    }

    private static JsonNode answer(ApiClient client, String path, String body) throws IOException {
        HttpResponse<String> answer = client.post("/api/redrives/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode job(ApiClient client, String id) throws IOException {
        return answer(client, "get", "{\"job\":\"" + id + "\"}");
    }

    private static void awaitOpen(ApiClient client) {
        await().atMost(SOON).until(() -> client.post("/api/redrives/list", "{}").statusCode() == 200);
    }

    @Test
    void a_hundred_thousand_letters_each_come_in_exactly_once_though_the_relay_is_killed_half_way() throws Exception {
        ApiClient first = ApiClient.onFreePort().as("otto", "change");
        ApiClient second = ApiClient.onFreePort().as("otto", "change");
        try (TestMall mall = new TestMall(folder, BROKER, false)) {
            put(mall, LETTERS);
            RelayProcess dies = RelayProcess.start(folder, settings(mall, first, "first"));
            awaitOpen(first);
            String id =
                    answer(first, "start", "{\"rate\":" + RATE + "}").get("id").asText();
            long begun = System.nanoTime();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> job(first, id).get("done").asLong() >= LETTERS / 2);
            double rate = job(first, id).get("done").asLong() * 1e9 / (System.nanoTime() - begun);
            dies.kill();
            long killed = System.nanoTime();
            try (RelayProcess goesOn = RelayProcess.start(folder, settings(mall, second, "second"))) {
                awaitOpen(second);
                long before = job(second, id).get("done").asLong();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> job(second, id).get("done").asLong() > before);
                double gap = (System.nanoTime() - killed) / 1e9;
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> job(second, id).get("state").asText().equals("finished"));

                assertThat(job(second, id).get("done").asLong()).isEqualTo(LETTERS);
                assertEachOnce(BROKER.readCommitted(mall.events()));
                long written = BROKER.read(mall.events()).size();
                System.out.printf(
                        "redriven at %.0f/s (wanted %d/s); killed at %d of %d; taken up %.1f s later by a relay that was"
                                + " started then; %d copies were of a transaction that was broken off%n",
                        rate, RATE, before, LETTERS, gap, written - LETTERS);
                assertThat(rate).isBetween(RATE * 0.8, RATE * 1.15);
                // And the relay takes them, over the marks of the transactions, to the last.
                await().atMost(SOON).until(() -> BROKER.committedToEnd("parking-relay", mall.events()));
                assertThat(goesOn.page("/q/health/ready")).doesNotContain("DOWN");
            }
        }
    }

    private static void assertEachOnce(List<ConsumerRecord<byte[], byte[]>> copies) throws IOException {
        Set<String> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> copy : copies) {
            String event = JSON.readTree(copy.value()).get("eventId").asText();
            assertThat(seen.add(event)).as(event + " once").isTrue();
            assertThat(TestBroker.header(copy, "relay-redrives")).isEqualTo("1");
            assertThat(copy.partition()).isEqualTo(Integer.parseInt(event.substring("again-".length())) % 3);
        }
        assertThat(seen).hasSize(LETTERS);
    }

    @Test
    void the_command_says_what_it_would_do_does_it_without_a_relay_and_tells_how_far_it_is() throws Exception {
        try (TestMall mall = new TestMall(folder, BROKER, false)) {
            put(mall, 300);
            Map<String, String> settings = mall.settings();

            JarCommand command = new JarCommand(folder, settings);
            JarCommand.Result dry = command.run("", List.of("redrive", "--reason", "RETRIES_EXHAUSTED", "--dry-run"));
            assertThat(dry.status()).as(dry.errors()).isZero();
            assertThat(dry.output()).contains("would redrive 300", "RETRIES_EXHAUSTED 300");
            assertThat(BROKER.readCommitted(mall.events())).isEmpty();

            JarCommand.Result none = command.run("", List.of("redrive", "--rate", "0", "--yes"));
            assertThat(none.status()).as(none.errors()).isEqualTo(2);

            // Nothing was typed, and so nothing is meant.
            JarCommand.Result noPlate = command.run("", List.of("redrive", "--plate", "-", "--yes"));
            assertThat(noPlate.status()).as(noPlate.errors()).isEqualTo(2);
            assertThat(BROKER.readCommitted(mall.events())).isEmpty();

            JarCommand.Result done = command.run("", List.of("redrive", "--rate", "1000", "--yes"));
            assertThat(done.status()).as(done.errors()).isZero();
            assertThat(done.errors()).contains("start_redrive");
            assertThat(done.output()).contains("finished: 300 redriven");
            assertThat(BROKER.readCommitted(mall.events())).hasSize(300);

            JarCommand.Result again = command.run("", List.of("redrive", "--ids", "0-0,0-7", "--yes"));
            assertThat(again.output()).contains("finished: 0 redriven, 2 left out");

            // Whoever lists them sees what was done.
            JarCommand.Result open = command.run("", List.of("dead-letters", "list", "--limit", "3"));
            assertThat(open.output()).as(open.errors()).isEmpty();
            JarCommand.Result redriven =
                    command.run("", List.of("dead-letters", "list", "--limit", "3", "--state", "redriven", "--json"));
            assertThat(redriven.output().lines()).as(redriven.errors()).hasSize(3);
        }
    }
}
