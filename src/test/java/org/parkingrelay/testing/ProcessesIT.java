package org.parkingrelay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fault harness relies on: a broker and a Redis that were killed come back with what they had confirmed. */
class ProcessesIT {

    private static final int TIMEOUT_MS = 1_000;

    @TempDir
    Path folder;

    @Test
    void a_broker_that_was_killed_comes_back_with_its_records_on_the_same_port() {
        try (BrokerProcess process = BrokerProcess.start(folder)) {
            TestBroker broker = new TestBroker(process.bootstrapServers());
            broker.createTopic("events", 2);
            broker.publish("events", "before");
            process.kill();
            process.restart();

            broker.publish("events", "after");
            assertThat(broker.read("events"))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    void a_redis_that_was_killed_keeps_what_it_confirmed_and_one_that_is_paused_does_not_answer() throws IOException {
        try (RedisProcess redis = RedisProcess.start(folder)) {
            assertThat(ask(redis, "SET car in")).isEqualTo("+OK");
            redis.kill();
            redis.restart();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(ask(redis, "STRLEN car")).isEqualTo(":2"));
            redis.pause();
            assertThat(ask(redis, "PING")).isEqualTo("nothing");
            redis.resume();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    /** The first line of the answer to an inline command. */
    private static String ask(RedisProcess redis, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.port()), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip();
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }
}
