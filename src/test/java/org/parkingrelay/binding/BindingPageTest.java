package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parkingrelay.binding.BindingRecord.Good;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.TestBroker;

/** The commands of the reference page do what it says of them. */
class BindingPageTest {

    private static final Path PAGE = Path.of("src/docs/reference/plate-bindings.md");
    private static final Pattern RECORD = Pattern.compile(
            "echo '([^|']+)\\|([^']*)' \\| kcat -b localhost:9092 -t parking.plate-bindings.v1 -P -X partitioner=murmur2_random -K '\\|'( -Z)?");
    private static final Pattern CREATE = Pattern.compile("kafka-topics.sh .*--create .*");

    private final BindingDecoder decoder = new BindingDecoder(new MutableClock("2026-03-01T12:00:00Z"));

    private Good read(Matcher command) {
        // -Z has kcat send no value where there is none; else it would be one of no bytes.
        byte[] value = command.group(3) != null && command.group(2).isEmpty()
                ? null
                : command.group(2).getBytes(StandardCharsets.UTF_8);
        return (Good) decoder.read(command.group(1).getBytes(StandardCharsets.UTF_8), value, 1_800_000_000_000L);
    }

    @Test
    void the_first_command_makes_a_binding_and_the_second_ends_it() throws IOException {
        Matcher command = RECORD.matcher(Files.readString(PAGE));

        assertThat(command.find()).isTrue();
        String key = command.group(1);
        Good made = read(command);
        assertThat(command.find()).isTrue();
        Good ended = read(command);

        assertThat(made.isBound()).isTrue();
        assertThat(made.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.binding().plate().text()).isEqualTo("粤B12345"));
        assertThat(ended.isBound()).isFalse();
        assertThat(command.group(1)).as("compaction goes by the bytes").isEqualTo(key);
    }

    @Test
    void the_command_that_creates_the_topic_says_what_kafka_takes() throws IOException {
        Matcher create = CREATE.matcher(Files.readString(PAGE).replace("\\\n", " "));
        assertThat(create.find()).isTrue();
        String command = create.group();

        assertThat(command).contains(" --topic parking.plate-bindings.v1 ");
        Map<String, String> configs = Pattern.compile("--config (\\S+)=(\\S+)")
                .matcher(command)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        assertThat(configs).containsEntry("cleanup.policy", "compact");
        TestBroker.shared().createTopic("page-of-bindings", 1, configs);
    }
}
