package org.parkingrelay.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.standin.StandIn;

/** Tells on the screen what arrives at the stand-in and in the dead-letter topic, and now and then the relay's own counts. */
final class Story implements Runnable {

    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(15);
    private static final Pattern COUNT = Pattern.compile(
            "relay_intake_records_total\\{disposition=\"([a-z_]+)\",reason=\"([a-z_]+)\"[^}]*} ([0-9.E+]+)");

    /** java.time's own text leaves out seconds that are zero. */
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final StandIn wechatpay;
    private final String kafka;
    private final URI metrics;
    private int told;

    /** Of a stand-in, the dead letters in a Kafka, and the relay with these meters. */
    Story(StandIn wechatpay, String kafka, URI metrics) {
        this.wechatpay = wechatpay;
        this.kafka = kafka;
        this.metrics = metrics;
    }

    static void tell(String who, String what) {
        System.out.printf("%s  %-12s %s%n", CLOCK.format(LocalTime.now(ZoneId.systemDefault())), who, what);
    }

    @Override
    public void run() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka, "group.id", "story", "auto.offset.reset", "earliest");
        long nextCounts = System.nanoTime() + BETWEEN_COUNTS.toNanos();
        try (KafkaConsumer<String, String> deadLetters =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            deadLetters.subscribe(List.of(Topics.DEAD_LETTERS));
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, String> letter : deadLetters.poll(Duration.ofMillis(100))) {
                    tell("dead letter", header(letter, "relay-reason") + ": " + header(letter, "dead-letter-reason"));
                }
                tellLedger();
                if (System.nanoTime() > nextCounts) {
                    tellCounts();
                    nextCounts += BETWEEN_COUNTS.toNanos();
                }
            }
        }
    }

    private void tellLedger() {
        List<LedgerEntry> entries = wechatpay.ledger().entries();
        for (LedgerEntry entry : entries.subList(told, entries.size())) {
            LedgerEntry.Fields fields = entry.fields();
            tell(
                    "WeChat Pay",
                    entry.taken() && entry.answer().equals("204")
                            ? fields.plateNumber() + " is " + fields.state() + " for " + fields.openid()
                            : "answers " + entry.answer() + " for " + fields.plateNumber());
        }
        told = entries.size();
    }

    private void tellCounts() {
        HttpClient client = HttpClient.newHttpClient();
        try {
            String text = client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            String counts = COUNT.matcher(text)
                    .results()
                    .filter(count -> Double.parseDouble(count.group(3)) > 0)
                    .map(Story::count)
                    .sorted()
                    .collect(Collectors.joining(", "));
            tell("relay", counts);
        } catch (IOException e) {
            tell("relay", "metrics are not there yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String count(MatchResult count) {
        String reason = count.group(2).equals("none") ? "" : " " + count.group(2);
        return count.group(1) + reason + ": " + (long) Double.parseDouble(count.group(3));
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
