package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.Tool;

/** The commands and programs of the vendors' page do what it says of them, against a real broker where their tools are. */
class VendorPageTest {

    private static final Page PAGE = Page.of("src/docs/vendors.md");
    private static final String TOPIC = "parking.gate-events.v1";
    private static final Pattern GO_EVENT = Pattern.compile("const event = `(.*?)`", Pattern.DOTALL);

    private final TestBroker broker = TestBroker.shared();

    @TempDir
    Path folder;

    private String topic;

    @BeforeEach
    void create_a_topic(TestInfo test) {
        topic = "vendors-" + test.getTestMethod().orElseThrow().getName().replace('_', '-');
        broker.createTopic(topic, 1);
    }

    static boolean hasKcat() {
        return Tool.isThere("kcat", "-V");
    }

    static boolean hasPython() {
        return Tool.isThere("python3", "-V");
    }

    static boolean hasGo() {
        return Tool.isThere("go", "version");
    }

    /** A block of the page with the test's broker and topic. */
    private String here(String block) {
        return block.replace(TOPIC, topic).replace("localhost:9092", broker.bootstrapServers());
    }

    private PassageEvent arrived(int index) {
        ConsumerRecord<byte[], byte[]> record = broker.read(topic).get(index);
        Decoded decoded = new EventDecoder().decode(GateRecord.of(record));

        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        PassageEvent event = ((Decoded.Event) decoded).event();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(event.lotId());
        assertThat(event.occurredAt())
                .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
        record.headers()
                .forEach(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .doesNotContain("12345"));
        return event;
    }

    @Test
    @EnabledIf("hasKcat")
    void the_commands_send_events() {
        List<String> commands = PAGE.blocks("sh").stream()
                .filter(block -> block.contains(" -P "))
                .toList();
        commands.forEach(command -> Tool.run(folder, "bash", "-c", here(command)));

        assertThat(commands).hasSize(3);
        assertThat(arrived(0).eventId()).matches("r-\\d+:IN");
        assertThat(arrived(1).eventId()).matches("r-\\d+:OUT");
        assertThat(arrived(2).eventId()).matches("r-\\d+:IN-2");
        assertThat(TestBroker.header(broker.read(topic).get(0), "ce_id")).isEmpty();
        assertThat(TestBroker.header(broker.read(topic).get(2), "ce_id")).matches("r-\\d+:IN-2");
    }

    @Test
    @EnabledIf("hasKcat")
    void a_command_shows_the_dead_letters_of_one_car_park_without_the_events() {
        for (String lot : List.of("LOT-1", "LOT-10")) {
            ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                    topic,
                    0,
                    lot.getBytes(StandardCharsets.UTF_8),
                    "{\"plateNumber\":1}".getBytes(StandardCharsets.UTF_8));
            letter.headers().add("dead-letter-reason", (lot + ": expected").getBytes(StandardCharsets.UTF_8));
            letter.headers().add("relay-reason", "INVALID".getBytes(StandardCharsets.UTF_8));
            broker.publish(letter);
        }
        String command = PAGE.blocks("sh").stream()
                .filter(block -> block.contains(" -C "))
                .findFirst()
                .orElseThrow();

        String shown = Tool.run(folder, "bash", "-c", here(command.replace("parking.gate-events.dlt", TOPIC)));

        assertThat(shown)
                .contains("LOT-1 dead-letter-reason=LOT-1: expected,relay-reason=INVALID")
                .doesNotContain("LOT-10", "plateNumber");
    }

    @Test
    void the_java_program_sends_an_event() throws Exception {
        Path source = Files.writeString(
                folder.resolve("PublishGateEvent.java"),
                here(PAGE.blocks("java").get(0)));
        String client = new File(KafkaProducer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getPath();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-cp", client, source.toString());
        assertThat(status).isZero();

        Path settings = Files.writeString(folder.resolve("client.properties"), "client.id=gate\n");
        try (URLClassLoader classes = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            classes.loadClass("PublishGateEvent")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {broker.bootstrapServers(), settings.toString()});
        }

        assertThat(arrived(0).eventId()).isEqualTo("r-000125:IN");
        assertThat(TestBroker.header(broker.read(topic).get(0), "ce_type")).isEqualTo("parking.gate.passage.v1");
    }

    @Test
    @EnabledIf("hasPython")
    void the_python_program_is_python() throws Exception {
        Path source = Files.writeString(
                folder.resolve("publish.py"), PAGE.blocks("python").get(0));

        Tool.run(
                folder,
                "python3",
                "-c",
                "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())",
                source.toString());
    }

    @Test
    @EnabledIf("hasPython")
    void the_python_program_sends_an_event() throws Exception {
        // The one on the path may be another than the system's, for which the module is installed.
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(one -> Tool.isThere(one, "-c", "import confluent_kafka"))
                .findFirst();
        assumeTrue(python.isPresent(), "there is no confluent_kafka");
        Path source = Files.writeString(
                folder.resolve("publish.py"), here(PAGE.blocks("python").get(0)));
        Path settings = Files.writeString(folder.resolve("client.properties"), "client.id=gate\n");

        Tool.run(folder, python.orElseThrow(), source.toString(), broker.bootstrapServers(), settings.toString());

        assertThat(arrived(0).eventId()).isEqualTo("r-000126:IN");
    }

    @Test
    void the_event_of_the_go_program_is_one() {
        var event = GO_EVENT.matcher(PAGE.blocks("go").get(0));
        assertThat(event.find()).isTrue();
        String value = event.group(1).replace("%s", "2026-01-31T10:15:30.123456789+08:00");

        assertThat(new EventDecoder()
                        .decode(ContractFiles.record(new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Decoded.Event.class);
    }

    @Test
    @EnabledIf("hasGo")
    void the_go_program_sends_an_event() throws Exception {
        Files.writeString(folder.resolve("publish.go"), here(PAGE.blocks("go").get(0)));
        Files.writeString(folder.resolve("client.properties"), "client.id=gate\n");
        // Go fetches its modules itself, which not every machine may; the test above reads the event in any case.
        assumeTrue(
                Tool.isThere(folder, "go", "build", "-o", "publish", "publish.go")
                        || (Tool.isThere(folder, "go", "mod", "init", "publish")
                                && Tool.isThere(folder, "go", "mod", "tidy")),
                "there is no confluent-kafka-go");
        Tool.run(folder, "go", "build", "-o", "publish", "publish.go");

        Tool.run(folder, folder.resolve("publish").toString(), broker.bootstrapServers(), "client.properties");

        assertThat(arrived(0).eventId()).isEqualTo("r-000127:IN");
    }

    @Test
    void the_settings_are_those_of_javas_client() throws Exception {
        List<String> blocks = PAGE.blocks("properties");
        Set<String> known = ProducerConfig.configNames();
        assertThat(blocks).hasSize(2);
        for (String block : blocks) {
            Properties settings = new Properties();
            settings.load(new java.io.StringReader(block));
            assertThat(known).containsAll(settings.stringPropertyNames());
        }
    }

    @Test
    @EnabledIf("hasKcat")
    void the_settings_are_those_of_librdkafka() {
        String known = Tool.run(folder, "kcat", "-X", "list");
        List<String> names = PAGE.blocks("librdkafka").stream()
                .flatMap(String::lines)
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(names).hasSize(9).allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void the_page_explains_every_reason_that_a_vendor_may_meet() {
        List<String> reasons = Stream.concat(
                        Stream.of(DeadLetterReason.values()).map(Enum::name),
                        Stream.of(SkipReason.values()).map(Enum::name))
                .toList();

        assertThat(reasons).allSatisfy(reason -> assertThat(PAGE.text()).contains("`" + reason + "`"));
    }

    @Test
    void the_links_of_the_pages_lead_somewhere() {
        Stream<Path> links =
                Stream.of(PAGE, Page.of("src/docs/contract/README.md")).flatMap(page -> page.links().stream());

        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(link).exists());
    }
}
