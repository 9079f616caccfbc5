package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** {@code java -XX:ArchiveClassesAtExit=… -jar quarkus-run.jar rehearse}, and a relay that starts with what it wrote. */
class ArchiveIT {

    /** Since then the JDK has a cache that holds more than classes. */
    private static final boolean HAS_CACHE = Runtime.version().feature() >= 25;

    @TempDir
    Path folder;

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void a_rehearsal_without_configuration_writes_an_archive_with_which_the_relay_starts_and_forwards()
            throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path archive = folder.resolve("relay.archive");
        String write = HAS_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        List<String> read = HAS_CACHE
                ? List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=on")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on");

        // What a user has configured already: the rehearsal must not ask there.
        JarCommand.Result result = new JarCommand(
                        folder,
                        List.of(write + archive, "-Djava.io.tmpdir=" + temporary),
                        Map.of(
                                "kafka.bootstrap.servers", "not-reached.invalid:9092",
                                "mp.messaging.incoming.gate-events.bootstrap.servers", "not-reached.invalid:9092",
                                "relay.delivery.dry-run", "true"))
                .in(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "not-reached.invalid:9092",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "MP_MESSAGING_INCOMING_RETRY_EVENTS_BOOTSTRAP_SERVERS", "not-reached.invalid:9092"))
                .run("", List.of("rehearse"));

        assertThat(result.status()).as(result.output() + result.errors()).isZero();
        assertThat(result.output()).contains("Rehearsed.");
        assertThat(archive).isNotEmptyFile();
        assertThat(filesOf(temporary)).noneMatch(name -> name.startsWith("parking-relay"));

        TestBroker broker = TestBroker.shared();
        try (TestMall mall = new TestMall(folder, broker, false).member("粤B88888", "oMember");
                RelayProcess relay =
                        RelayProcess.launch(folder, read, mall.settings()).awaitReady()) {
            broker.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(mall.wechatpay().ledger().taken()).hasSize(1));
            assertThat(relay.terminate()).isZero();
        }
    }
}
