package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker in a process of its own, which can be killed and started again on its port and data. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = ChildProcess.freePort();
    private final int controllerPort = ChildProcess.freePort();
    private final String clusterId = Uuid.randomUuid().toString();
    private ChildProcess process;

    private BrokerProcess(Path folder) {
        this.folder = folder;
    }

    /** A broker that runs, with its data below a folder. */
    public static BrokerProcess start(Path folder) {
        BrokerProcess broker = new BrokerProcess(folder);
        broker.restart();
        return broker;
    }

    /** Starts it again, on the data that it had. */
    public void restart() {
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                ChildProcess.java(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                String.valueOf(port),
                String.valueOf(controllerPort),
                clusterId,
                data().toString());
        process = ChildProcess.start("broker", folder, command, Map.of());
        await("a broker that listens").atMost(START_LIMIT).until(() -> {
            process.checkAlive();
            return ChildProcess.listens(port);
        });
    }

    private Path data() {
        return folder.resolve("broker-data");
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** SIGKILL. What it has confirmed is in its files. */
    public void kill() {
        process.kill();
    }

    public String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.kill();
    }

    /** The process: port, port of the controller, cluster id, folder of the data. */
    public static void main(String[] arguments) {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withKafkaPort(Integer.parseInt(arguments[0]))
                .withControllerPort(Integer.parseInt(arguments[1]))
                .withClusterId(arguments[2])
                .withDeleteLogDirsOnClose(false)
                .withAdditionalProperties(properties -> {
                    properties.put("log.dir", arguments[3]);
                    // After a kill the broker may not come back before its former self is given up.
                    properties.put("broker.session.timeout.ms", "2000");
                    properties.put("broker.heartbeat.interval.ms", "500");
                })
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    }
}
