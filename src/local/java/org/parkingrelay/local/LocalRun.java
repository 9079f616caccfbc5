package org.parkingrelay.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.parkingrelay.mapping.ExampleMappings;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;

/** Starts the surroundings, then the relay against them with the same keys that a user sets. */
@QuarkusMain(name = "local")
public final class LocalRun {

    static final String EVENTS = "parking.gate-events.v1";
    /** A vendor's own topics, with {@code in} and {@code out} behind. */
    static final String JIESHUN = "mb.park.";

    static final String JIESHUN_LOT = "p200319301";

    private static final String RETRIES = "parking.gate-events.retry";
    static final String DEAD_LETTERS = "parking.gate-events.dlt";

    private static final String BINDINGS = "parking.plate-bindings.v1";

    private static final int KAFKA_PORT = 9092;
    private static final int STAND_IN_PORT = 8089;
    private static final int MANAGEMENT_PORT = 9000;
    static final int API_PORT = 8080;
    static final String PASSWORD = "parking";
    private static final String MCHID = "1900000109";
    private static final String SERIAL_NUMBER = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    private static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";
    private static final long BRAND_ID = 1000;

    /** The whole run; ends with Ctrl-C. */
    public static void main(String... args) throws IOException {
        for (int port : List.of(KAFKA_PORT, STAND_IN_PORT, MANAGEMENT_PORT, API_PORT)) {
            requireFree(port);
        }
        Path folder = Files.createTempDirectory("parking-relay-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        KeyPair merchant = MerchantKeys.generate();
        KeyPair platform = MerchantKeys.generate();
        Merchant.Mall mall = new Merchant.Mall(BRAND_ID, SampleCars.APP_ID, "");
        StandIn wechatpay = new StandIn(
                        List.of(new Merchant(MCHID, SERIAL_NUMBER, merchant.getPublic(), List.of(mall))),
                        PlatformIdentity.ofPublicKey(PLATFORM_KEY_ID, platform))
                .start(STAND_IN_PORT);
        System.setProperty("org.jboss.logging.provider", "jboss");
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withKafkaPort(KAFKA_PORT)
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint(SecurityProtocol.PLAINTEXT, "localhost", KAFKA_PORT))
                // A dead letter is a little larger than its original.
                .withAdditionalProperties(properties -> properties.put("message.max.bytes", "4194304"))
                .start();
        createTopics();
        bind(SampleCars.OF_THE_README);
        configure(folder, merchant, platform, wechatpay);
        Thread story = new Thread(new Story(wechatpay, MANAGEMENT_PORT), "story");
        story.setDaemon(true);
        Thread gate = new Thread(new Gate(), "gate");
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

    private static void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + KAFKA_PORT))) {
            admin.createTopics(List.of(
                            new NewTopic(EVENTS, 3, (short) 1),
                            new NewTopic(JIESHUN + "in", 1, (short) 1),
                            new NewTopic(JIESHUN + "out", 1, (short) 1),
                            new NewTopic(RETRIES, 1, (short) 1),
                            new NewTopic(DEAD_LETTERS, 1, (short) 1),
                            new NewTopic(BINDINGS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void bind(SampleCars.Car car) {
        Map<String, Object> config = Map.of("bootstrap.servers", "localhost:" + KAFKA_PORT);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            // Closing waits until it is there.
            Future<?> unused = producer.send(new ProducerRecord<>(BINDINGS, SampleCars.bindingKey(car), "{}"));
        }
    }

    private static void configure(Path folder, KeyPair merchant, KeyPair platform, StandIn wechatpay)
            throws IOException {
        String credential = "relay.wechatpay.credentials.\"mall\".";
        Path members = Files.writeString(folder.resolve("members.csv"), SampleCars.membersCsv());
        Path mapping = Files.writeString(folder.resolve("jieshun.jsonata"), ExampleMappings.text("jieshun-park"));
        Map<String, String> settings = Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", "localhost:" + KAFKA_PORT),
                Map.entry("relay.intake.topics", EVENTS + "," + JIESHUN + "in," + JIESHUN + "out"),
                Map.entry("relay.intake.mappings.\"mb\\.park\\.(in|out)\"", file(mapping)),
                Map.entry("relay.lots.\"" + JIESHUN_LOT + "\"", "mall"),
                Map.entry("relay.wechatpay.hosts", wechatpay.host()),
                Map.entry("relay.wechatpay.allow-plain-http", "true"),
                Map.entry(credential + "mchid", MCHID),
                Map.entry(credential + "serial-number", SERIAL_NUMBER),
                Map.entry(
                        credential + "private-key-file",
                        file(MerchantKeys.writePrivate(merchant, folder.resolve("apiclient_key.pem")))),
                Map.entry(credential + "public-key-id", PLATFORM_KEY_ID),
                Map.entry(
                        credential + "public-key-file",
                        file(MerchantKeys.writePublic(platform, folder.resolve("pub_key.pem")))),
                Map.entry("relay.circles.\"mall\".app-id", SampleCars.APP_ID),
                Map.entry("relay.circles.\"mall\".brand-id", String.valueOf(BRAND_ID)),
                Map.entry("relay.circles.\"mall\".credential", "mall"),
                Map.entry("relay.lots.\"LOT-1\"", "mall"),
                Map.entry("relay.lookup.embedded.path", file(folder.resolve("bindings.mv"))),
                Map.entry("relay.lookup.import", file(members)),
                Map.entry("relay.console.users-file", file(Files.writeString(folder.resolve("users"), users()))),
                // Its password stands in the README.
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.log.console.json.enabled", "false"),
                Map.entry("quarkus.log.console.format", "%d{HH:mm:ss}  relay log    %s %X%n"),
                // The broker's own warnings are of no interest here, nor that two Vert.x run in this process.
                Map.entry("quarkus.log.level", "ERROR"),
                Map.entry("quarkus.log.category.\"org.parkingrelay\".level", "INFO"));
        settings.forEach(System::setProperty);
    }

    /** One for each role that the README tries. */
    private static String users() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String hash = OpenBSDBCrypt.generate("2y", PASSWORD.toCharArray(), salt, 5);
        return "operator:" + hash + ":operator\nadmin:" + hash + ":admin\n";
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
