package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A mall whose relay shows operators its pages, with dead letters of several kinds. */
public final class TestConsole implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBroker broker;
    private final TestMall mall;
    private final int port;
    private final RelayProcess relay;

    private TestConsole(TestBroker broker, TestMall mall, int port, RelayProcess relay) {
        this.broker = broker;
        this.mall = mall;
        this.port = port;
        this.relay = relay;
    }

    public static TestConsole start(Path folder, TestBroker broker) {
        return start(folder, broker, UnaryOperator.identity());
    }

    /** With more set than what it needs. */
    public static TestConsole start(Path folder, TestBroker broker, UnaryOperator<TestMall> more) {
        int port = ChildProcess.freePort();
        TestMall mall = new TestMall(folder, broker, false);
        String outcomes = mall.deadLetters() + "-outcomes";
        broker.createTopic(outcomes, 1);
        mall.with("relay.console.users-file", TestUsers.file(folder))
                .with("relay.redrive.journal", mall.deadLetters() + "-journal")
                .with("relay.outcome.topic", outcomes)
                .with("quarkus.http.port", String.valueOf(port));
        Map<String, String> settings = more.apply(mall).settings();
        return new TestConsole(broker, mall, port, RelayProcess.start(folder, settings));
    }

    public TestMall mall() {
        return mall;
    }

    public int port() {
        return port;
    }

    public RelayProcess relay() {
        return relay;
    }

    /** Somebody without a login. */
    public PageClient visitor() {
        return new PageClient(port);
    }

    /** Somebody who signed in. */
    public PageClient signedIn(String name, String password) {
        PageClient client = visitor();
        if (client.signIn(name, password).statusCode() != 303) {
            throw new AssertionError(name + " does not get in");
        }
        return client;
    }

    /** Publishes what nobody can make sense of, and waits until it is a dead letter; returns the first one's name. */
    public String deadLetters(String... values) {
        return deadLetters(List.of(values).stream()
                .map(value -> new ProducerRecord<byte[], byte[]>(
                        mall.events(), value.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList());
    }

    /** Likewise with headers. */
    public String deadLetters(List<ProducerRecord<byte[], byte[]>> records) {
        int before = broker.read(mall.deadLetters()).size();
        records.forEach(broker::publish);
        await("dead letters")
                .atMost(SOON)
                .until(() -> broker.read(mall.deadLetters()).size() == before + records.size());
        return "0-" + broker.read(mall.deadLetters()).get(before).offset();
    }

    /** An event of a car park that the relay does not know. */
    public static String ofUnknownLot(String plate) {
        return GateEvents.of("e-" + plate.hashCode(), "LOT-9", plate, "IN", Instant.now(), "");
    }

    @Override
    public void close() {
        relay.close();
        mall.close();
    }
}
