package org.parkingrelay.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.parkingrelay.standin.StandIn;

/** Starts the surroundings, then the relay against them with the same keys that a user sets. */
@QuarkusMain(name = "local")
public final class LocalRun {

    private static final int KAFKA_PORT = 9092;
    private static final int STAND_IN_PORT = 8089;
    private static final int MANAGEMENT_PORT = 9000;
    private static final int API_PORT = 8080;
    private static final String KAFKA = "localhost:" + KAFKA_PORT;

    /** The whole run; ends with Ctrl-C. */
    public static void main(String... args) throws IOException {
        // Before anybody logs: Java's own manager, once chosen, would print all that the broker says.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty("org.jboss.logging.provider", "jboss");
        for (int port : List.of(KAFKA_PORT, STAND_IN_PORT, MANAGEMENT_PORT, API_PORT)) {
            requireFree(port);
        }
        Path folder = Files.createTempDirectory("parking-relay-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        Mall mall = Mall.open(folder);
        StandIn wechatpay = mall.wechatpay().start(STAND_IN_PORT);
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withKafkaPort(KAFKA_PORT)
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint(SecurityProtocol.PLAINTEXT, "localhost", KAFKA_PORT))
                .start();
        Topics.create(KAFKA);
        Topics.bind(KAFKA, SampleCars.OF_THE_README);
        configure(folder, mall, wechatpay);
        URI metrics = URI.create("http://localhost:" + MANAGEMENT_PORT + "/q/metrics");
        introduce(wechatpay, metrics);
        Thread story = new Thread(new Story(wechatpay, KAFKA, metrics), "story");
        story.setDaemon(true);
        Thread gate = new Thread(new Gate(KAFKA), "gate");
        gate.setDaemon(true);
        story.start();
        gate.start();
        Quarkus.run(args);
        wechatpay.close();
        broker.close();
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            System.err.println("Port " + port + " is in use; end what listens there and start again.");
            System.exit(1);
        }
    }

    private static void introduce(StandIn wechatpay, URI metrics) {
        String who = "local run";
        Story.tell(who, "Kafka " + KAFKA + "   WeChat Pay stand-in " + wechatpay.host() + "/stand-in/ledger");
        Story.tell(who, "metrics " + metrics + "   health http://localhost:" + MANAGEMENT_PORT + "/q/health");
        Story.tell(
                who,
                "operators' pages http://localhost:" + API_PORT + "/   users viewer, operator and admin, password "
                        + Mall.PASSWORD);
    }

    private static void configure(Path folder, Mall mall, StandIn wechatpay) {
        String credential = "relay.wechatpay.credentials.\"mall\".";
        Map<String, String> settings = Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", KAFKA),
                Map.entry("relay.intake.topics", Topics.EVENTS + "," + Topics.JIESHUN + "in," + Topics.JIESHUN + "out"),
                Map.entry("relay.intake.mappings.\"mb\\.park\\.(in|out)\"", file(mall.mapping())),
                Map.entry("relay.lots.\"" + Mall.JIESHUN_LOT + "\"", "mall"),
                Map.entry("relay.wechatpay.hosts", wechatpay.host()),
                Map.entry("relay.wechatpay.allow-plain-http", "true"),
                Map.entry(credential + "mchid", Mall.MCHID),
                Map.entry(credential + "serial-number", Mall.SERIAL_NUMBER),
                Map.entry(credential + "private-key-file", file(mall.privateKey())),
                Map.entry(credential + "public-key-id", Mall.PLATFORM_KEY_ID),
                Map.entry(credential + "public-key-file", file(mall.publicKey())),
                Map.entry("relay.circles.\"mall\".app-id", SampleCars.APP_ID),
                Map.entry("relay.circles.\"mall\".brand-id", String.valueOf(Mall.BRAND_ID)),
                Map.entry("relay.circles.\"mall\".credential", "mall"),
                Map.entry("relay.lots.\"LOT-1\"", "mall"),
                Map.entry("relay.lookup.embedded.path", file(folder.resolve("bindings.mv"))),
                Map.entry("relay.lookup.import", file(mall.members())),
                Map.entry("relay.console.users-file", file(mall.users())),
                // Its password stands in the README.
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.log.console.json.enabled", "false"),
                Map.entry("quarkus.log.console.format", "%d{HH:mm:ss}  relay log    %s %X%n"),
                // The broker's own warnings are of no interest here, nor that two Vert.x run in this process.
                Map.entry("quarkus.log.level", "ERROR"),
                Map.entry("quarkus.log.category.\"org.parkingrelay\".level", "INFO"));
        settings.forEach(System::setProperty);
    }

    /** With the keys of this run. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + folder);
        }
    }

    private static String file(Path path) {
        return path.toAbsolutePath().toString();
    }
}
