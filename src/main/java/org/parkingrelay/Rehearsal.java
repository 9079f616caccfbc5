package org.parkingrelay;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parkingrelay.mapping.ExampleMappings;
import org.parkingrelay.rehearsal.RehearsalBroker;

/**
 * What is made up for a start which nobody uses: keys and a store in a folder of its own, a Kafka with events of strangers and of one
 * member, and the relay's own health page in the place of WeChat Pay. So the start does all that a real one does, and nothing leaves the
 * machine.
 */
final class Rehearsal {

    /** So many that Java notes what is called often. */
    static final int STRANGERS = 500;

    private static final String MEMBER = "粤B88888";
    private static final String LOT = "LOT-1";
    private static final String TOPIC = "rehearsal";

    /** Where the relay's own pages are, for {@link RehearseCommand}. */
    static final String PORT = "quarkus.management.port";

    /** Where a user may have named a Kafka, or how to speak to it. */
    private static final List<String> KAFKA =
            List.of("kafka.", "mp.messaging.incoming.gate-events.", "mp.messaging.incoming.retry-events.");

    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final RehearsalBroker broker;

    private Rehearsal(Path folder, RehearsalBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /** Starts the relay with it, and ends with the process. */
    static void run() {
        Rehearsal rehearsal = prepare();
        Quarkus.run(
                RehearseCommand.class,
                (status, failure) -> {
                    rehearsal.remove();
                    ExitStatus.end(status, failure);
                },
                Purpose.REHEARSE);
    }

    /** Writes the files, starts Kafka and sets the keys, above whatever the user has set. */
    private static Rehearsal prepare() {
        try {
            RehearsalBroker broker = RehearsalBroker.start(TOPIC, LOT.getBytes(StandardCharsets.UTF_8), events());
            Rehearsal rehearsal = new Rehearsal(Files.createTempDirectory("parking-relay-rehearsal"), broker);
            rehearsal.settings().forEach(System::setProperty);
            return rehearsal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() throws IOException {
        KeyPair keys = keys();
        KeyPair platform = keys();
        String port = String.valueOf(freePort());
        String credential = "relay.wechatpay.credentials.\"rehearsal\".";
        String circle = "relay.circles.\"rehearsal\".";
        Map<String, String> settings = new HashMap<>();
        KAFKA.forEach(prefix -> {
            putBoth(settings, prefix + "bootstrap.servers", broker.address());
            putBoth(settings, prefix + "security.protocol", "PLAINTEXT");
        });
        settings.put("quarkus.management.host", LOOPBACK);
        settings.put(PORT, port);
        settings.put("quarkus.http.host-enabled", "false");
        settings.put("relay.intake.topics", TOPIC + ",rehearsal.mapped");
        settings.put("relay.intake.mappings.\"rehearsal.mapped\"", write("a.jsonata", mapping()));
        settings.put("relay.intake.drain-timeout", "0s");
        settings.put("relay.lookup.store", "embedded");
        settings.put("relay.lookup.embedded.path", folder.resolve("bindings.mv").toString());
        settings.put("relay.lookup.import", write("members.csv", "app_id,plate,openid\nwx1," + MEMBER + ",oNobody\n"));
        settings.put("relay.lots.\"" + LOT + "\"", "rehearsal");
        settings.put("relay.delivery.dry-run", "false");
        settings.put("relay.wechatpay.hosts", "http://" + LOOPBACK + ":" + port);
        settings.put("relay.wechatpay.allow-plain-http", "true");
        settings.put("relay.wechatpay.deadline", "2s");
        settings.put("relay.retry.backoff.initial", "20ms");
        settings.put(credential + "mchid", "1900000109");
        settings.put(credential + "serial-number", "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115");
        settings.put(credential + "private-key-file", write("key.pem", pem("PRIVATE KEY", keys.getPrivate())));
        settings.put(credential + "public-key-id", "PUB_KEY_ID_0119000001092026112100000001");
        settings.put(credential + "public-key-file", write("pub.pem", pem("PUBLIC KEY", platform.getPublic())));
        settings.put(circle + "app-id", "wx1");
        settings.put(circle + "brand-id", "1000");
        settings.put(circle + "credential", "rehearsal");
        // That nobody answers a report is meant.
        settings.put("quarkus.log.category.\"org.parkingrelay\".level", "OFF");
        return settings;
    }

    /** Also by the name that it has in the environment, since what makes the map of Kafka's settings takes the two for two keys. */
    private static void putBoth(Map<String, String> settings, String key, String value) {
        settings.put(key, value);
        settings.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"), value);
    }

    /** The strangers' first, since the member's is never done. */
    private static List<byte[]> events() {
        return IntStream.rangeClosed(0, STRANGERS)
                .mapToObj(i -> event(i, i < STRANGERS ? "粤A%05d".formatted(i) : MEMBER))
                .map(event -> event.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Of a car that leaves: one that entered is out of date at midnight. */
    private static String event(int id, String plate) {
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Relay.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.ofHours(8)));
        return """
                {"eventId":"%d","direction":"OUT","plateNumber":"%s","lotId":"%s","occurredAt":"%s"}""".formatted(id, plate, LOT, time);
    }

    private static String mapping() {
        return ExampleMappings.text(ExampleMappings.names().iterator().next());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, Key key) {
        String lines = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends Kafka and removes the files, once the relay has ended. */
    private void remove() {
        try (broker;
                Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
