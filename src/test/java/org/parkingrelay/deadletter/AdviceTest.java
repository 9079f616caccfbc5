package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.testing.DeadLetters;

class AdviceTest {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static Advice advice(String reason, String code, Locale language) {
        ProducerRecord<byte[], byte[]> written =
                DeadLetters.of(reason, "", "{}").with("relay-code", code).record("t", 0, LetterTopicKit.START);
        return Advice.of(
                DeadLetter.of(new ConsumerRecord<>(
                        "t",
                        0,
                        0,
                        0,
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        written.key(),
                        written.value(),
                        written.headers(),
                        Optional.empty())),
                language);
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("src/main/resources/advice/" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource(DeadLetterReason.class)
    void every_reason_is_put_into_words_in_both_languages(DeadLetterReason reason) {
        Advice english = advice(reason.name(), "", Locale.ENGLISH);
        Advice chinese = advice(reason.name(), "", Locale.SIMPLIFIED_CHINESE);

        assertThat(english.why() + english.toDo()).doesNotContainPattern(HAN);
        assertThat(english.why()).endsWith(".");
        assertThat(english.toDo()).endsWith(".");
        assertThat(chinese.why()).containsPattern(HAN).endsWith("。");
        assertThat(chinese.toDo()).containsPattern(HAN).endsWith("。");
    }

    @Test
    void both_languages_have_the_same_keys() throws IOException {
        assertThat(texts("zh").stringPropertyNames())
                .isEqualTo(texts("en").stringPropertyNames())
                .hasSizeGreaterThan(30);
    }

    /** By the page that the table of outcomes makes. */
    @Test
    void every_code_by_which_wechat_pay_rejects_has_advice_of_its_own_and_no_other_code_is_misspelt()
            throws IOException {
        Matcher row = Pattern.compile("\\| \\S+ \\| `([A-Z_]+)` \\|[^|]*\\| (\\w+) \\|")
                .matcher(Files.readString(Path.of("src/docs/reference/outcomes.md")));
        Set<String> rejecting = new TreeSet<>();
        Set<String> known = new TreeSet<>(Set.of("SIGN_ERROR"));
        while (row.find()) {
            known.add(row.group(1));
            if (row.group(2).equals("rejected")) {
                rejecting.add(row.group(1));
            }
        }
        Advice general = advice("REJECTED", "", Locale.ENGLISH);

        assertThat(rejecting)
                .hasSizeGreaterThan(4)
                .allSatisfy(code ->
                        assertThat(advice("REJECTED", code, Locale.ENGLISH)).isNotEqualTo(general));
        assertThat(texts("en").stringPropertyNames().stream()
                        .map(key -> key.split("\\.", -1))
                        .filter(parts -> parts.length == 3)
                        .map(parts -> parts[1]))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    void every_key_begins_with_a_reason() throws IOException {
        Set<String> reasons = new TreeSet<>(Set.of("UNKNOWN"));
        Arrays.stream(DeadLetterReason.values()).map(Enum::name).forEach(reasons::add);

        assertThat(texts("en").stringPropertyNames())
                .allMatch(key -> reasons.contains(key.substring(0, key.indexOf('.'))))
                .allMatch(key -> key.endsWith(".why") || key.endsWith(".to-do"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NO_SUCH_REASON", "invalid"})
    void a_reason_that_no_relay_writes_is_told_as_such(String reason) {
        assertThat(advice(reason, "PARAM_ERROR", Locale.ENGLISH).why()).contains("not known");
    }

    @Test
    void a_code_that_nobody_knows_gets_the_advice_of_its_reason() {
        assertThat(advice("REJECTED", "NEW_CODE", Locale.ENGLISH)).isEqualTo(advice("REJECTED", "", Locale.ENGLISH));
    }
}
