package org.parkingrelay;

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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.parkingrelay.mapping.ExampleMappings;

/**
 * A configuration that is made up for a start which nobody uses: keys and a store in a folder of its own, a Kafka that is not there,
 * and the relay's own health page in the place of WeChat Pay. So the start does all that a real one does, and nothing leaves the
 * machine.
 */
final class Rehearsal {

    /** The one member's plate. */
    static final String MEMBER = "粤B88888";

    static final String LOT = "LOT-1";
    static final String TOPIC = "rehearsal";

    /** Where the relay's own pages are, for {@link RehearseCommand}. */
    static final String PORT = "quarkus.management.port";

    private static final String NOBODY_LISTENS = "127.0.0.1:1";
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /** Writes the files and sets the keys, above whatever the user has set. */
    static Rehearsal prepare() {
        try {
            Rehearsal rehearsal = new Rehearsal(Files.createTempDirectory("parking-relay-rehearsal"));
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
        settings.put("kafka.bootstrap.servers", NOBODY_LISTENS);
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
        // That nobody answers is meant.
        List.of(
                        "org.apache.kafka",
                        "org.apache.kafka.clients",
                        "io.smallrye.reactive.messaging",
                        "io.smallrye.health",
                        "org.parkingrelay")
                .forEach(room -> settings.put("quarkus.log.category.\"" + room + "\".level", "OFF"));
        return settings;
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

    /** Removes the files, once the relay has ended. */
    void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
