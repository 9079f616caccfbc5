package org.parkingrelay.redrive;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.testing.TestBroker;

/** Dead letters in topics of their own, and services that act on them. */
final class RedriveKit implements AutoCloseable {

    static final TestBroker BROKER = TestBroker.shared();
    static final Duration SOON = Duration.ofSeconds(30);

    /** When the records that became letters were written. */
    static final Instant WRITTEN = Instant.parse("2026-03-01T02:15:30Z");

    final String source;
    final String letters;
    final String journal;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int maxRedrives = 3;
    private Optional<Function<PassageEvent, CompletionStage<Outlook>>> outlooks = Optional.empty();

    RedriveKit() {
        String name = UUID.randomUUID().toString().substring(0, 8);
        this.source = "source-" + name;
        this.letters = "letters-" + name;
        this.journal = letters + ".journal";
        // What comes back has its own old time, by which the broker would delete it, half a minute after its start too.
        BROKER.createTopic(source, 3, Map.of("retention.ms", "-1"));
        BROKER.createTopic(letters, 2);
    }

    RedriveKit withMost(int redrives) {
        maxRedrives = redrives;
        return this;
    }

    RedriveKit with(Function<PassageEvent, CompletionStage<Outlook>> outlook) {
        outlooks = Optional.of(outlook);
        return this;
    }

    /** A service that is ready. */
    RedriveService service() {
        return service(clients());
    }

    RedriveClients clients() {
        return RedriveClients.from(Map.of("bootstrap.servers", BROKER.bootstrapServers()), letters);
    }

    /** One that fails once: everything of a transaction is written, and its commit never asked for. */
    RedriveClients dyingBeforeCommit() {
        RedriveClients clients = clients();
        AtomicBoolean dies = new AtomicBoolean(true);
        return new RedriveClients(clients.admin(), clients.reader(), clients.member(), clients.writer(), () -> {
            Producer<byte[], byte[]> producer = clients.transactional().get();
            return proxy((method, arguments) -> {
                if (method.getName().equals("commitTransaction") && dies.getAndSet(false)) {
                    producer.flush();
                    throw new KafkaException("made up: it died here");
                }
                return method.invoke(producer, arguments);
            });
        });
    }

    private interface Call {
        @Nullable
        Object answer(Method method, Object @Nullable [] arguments) throws ReflectiveOperationException;
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> proxy(Call call) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                RedriveKit.class.getClassLoader(), new Class<?>[] {Producer.class}, (self, method, arguments) -> {
                    try {
                        return call.answer(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    RedriveService service(RedriveClients clients) {
        Mappings mappings = Mappings.open(Map.of(), Optional.empty(), new ConfigProblems());
        RedriveService service = new RedriveService(
                        new RedriveService.Topics(letters, journal, topic -> topic.startsWith("source-"), maxRedrives),
                        clients,
                        new LetterReading(mappings),
                        outlooks,
                        Clock.systemUTC())
                .start();
        open.add(service);
        await().atMost(SOON).until(() -> service.unavailable().isEmpty());
        return service;
    }

    /** Puts a letter there whose record lay in a partition of the source. */
    void letter(String value) {
        letter(value, 0, 1, Map.of());
    }

    /** Likewise from and to given partitions, with further headers. */
    void letter(String value, int partition, int from, Map<String, String> more) {
        BROKER.publish(record(value, partition, from, more));
    }

    ProducerRecord<byte[], byte[]> record(String value, int partition, int from, Map<String, String> more) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "vendor", "kept");
        add(headers, "dead-letter-reason", "occurredAt: missing");
        add(headers, "dead-letter-topic", source);
        add(headers, "dead-letter-partition", String.valueOf(from));
        add(headers, "dead-letter-offset", "4711");
        add(headers, "relay-reason", "INVALID");
        add(headers, "relay-attempts", "0");
        add(headers, "relay-timestamp", String.valueOf(WRITTEN.toEpochMilli()));
        add(headers, "relay-first-seen", WRITTEN.toString());
        more.forEach((name, text) -> {
            headers.remove(name);
            add(headers, name, text);
        });
        return new ProducerRecord<>(letters, partition, bytes("key of " + value), bytes(value), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What came in at the front door, as whoever reads only what is committed sees it. */
    List<ConsumerRecord<byte[], byte[]>> redriven() {
        return BROKER.readCommitted(source);
    }

    static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    static JobOrder redriveAll() {
        return JobOrder.redrive(Selection.ALL, JobOrder.FASTEST, 0, "");
    }

    static Job awaitState(Redrives service, String job, JobState state) {
        return await().atMost(SOON).until(() -> service.job(job).orElseThrow(), found -> found.state() == state);
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
