package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;

/** The command that reads a CSV file into the store, as an operator or a Kubernetes Job runs it. */
class ImportIT {

    private static final int LINES = 1_000_000;
    private static final Pattern CONTINUED = Pattern.compile("continued after (\\d+) lines");
    private static final String SERIALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("members.csv");
        settings.put("relay.lookup.embedded.path", folder.resolve("bindings.mv").toString());
    }

    /** A plate for each number. */
    private static String plate(int number) {
        int letters = number / 1_000;
        return "粤" + SERIALS.charAt(letters / 24 % 24) + SERIALS.charAt(letters % 24)
                + SERIALS.charAt(letters / 576 % 24) + "%03d".formatted(number % 1_000);
    }

    private void writeMembers(int lines) throws IOException {
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write("app_id,plate,openid\n");
            for (int i = 0; i < lines; i++) {
                text.write("wx931386123456789e," + plate(i) + ",o" + i + "\n");
            }
        }
    }

    private RelayProcess launch() {
        return RelayProcess.launch(folder, settings, Map.of(), "import", file.toString());
    }

    private String importing(int status) {
        try (RelayProcess command = launch()) {
            assertThat(command.awaitEnd()).isEqualTo(status);
            return command.output();
        }
    }

    @Test
    void a_million_lines_that_were_broken_off_by_a_kill_are_continued() throws IOException {
        writeMembers(LINES);
        try (RedisProcess redis = RedisProcess.startWithoutDisk(folder.resolve("redis"))) {
            settings.put("relay.lookup.store", "redis");
            settings.put("quarkus.redis.hosts", redis.host());
            try (RelayProcess command = launch()) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> command.output().contains("200000 lines good"));
                command.kill();
            }

            String output = importing(0);

            Matcher continued = CONTINUED.matcher(output);
            assertThat(continued.find()).as(output).isTrue();
            int before = Integer.parseInt(continued.group(1));
            assertThat(before).isBetween(200_000, LINES - 100_000);
            assertThat(output).contains((LINES - before) + " lines good, 0 bad");
            assertThat(redis.query("ZSCORE", "parking-relay:binding:wx931386123456789e:" + plate(0), "o0"))
                    .isEqualTo("0");
            assertThat(redis.query("ZSCORE", "parking-relay:binding:wx931386123456789e:" + plate(999_999), "o999999"))
                    .isEqualTo("0");
            // Each plate, how far the file was read, and what plates are written with.
            assertThat(redis.query("DBSIZE")).isEqualTo(String.valueOf(LINES + 2));
            assertThat(importing(0)).contains("this file was read before, 1000000 lines");
        }
    }

    @Test
    void a_file_into_the_embedded_store_says_which_lines_were_left_out() throws IOException {
        Files.writeString(file, """
                app_id,plate,openid
                wx931386123456789e,粤B·12345,oOne
                wx931386123456789e,无牌车,oTwo
                wx931386123456789e,粤B54321,not an openid
                """);

        assertThat(importing(0))
                .contains("1 lines good, 2 bad, 1 bindings new")
                .contains("1 x openid not of 1 to 64 letters, digits, - and _ (line 4)")
                .contains("1 x plate that WeChat Pay would not take (line 3)")
                .doesNotContain("54321", "oOne", "not an openid");
    }

    @Test
    void what_keeps_a_file_from_being_read_ends_it_with_a_message_and_status_1() {
        assertThat(importing(1)).contains("relay.lookup.import names a file that does not exist");
    }

    @Test
    void a_redis_that_fills_up_leaves_the_rest_for_the_next_run() throws IOException {
        writeMembers(300_000);
        try (RedisProcess redis = RedisProcess.startWithoutDisk(folder.resolve("redis"))) {
            settings.put("relay.lookup.store", "redis");
            settings.put("quarkus.redis.hosts", redis.host());
            redis.query("CONFIG", "SET", "maxmemory", "25mb");

            assertThat(importing(1)).contains("names a store that does not take the bindings of relay.lookup.import");

            redis.query("CONFIG", "SET", "maxmemory", "0");
            assertThat(importing(0)).containsPattern(CONTINUED);
            assertThat(redis.query("DBSIZE")).isEqualTo("300002");
        }
    }
}
