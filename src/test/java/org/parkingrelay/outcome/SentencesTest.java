package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.outcome.Outcomes.outcome;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.SkipReason;

class SentencesTest {

    private static final String AT = "2026-03-01T02:15:31Z";

    private final Sentences sentences = new Sentences(Duration.ofMinutes(1));

    private static Properties file(Language language) throws IOException {
        Properties texts = new Properties();
        String name = "sentences_" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        try (Reader file = Files.newBufferedReader(
                Path.of("src/main/resources/org/parkingrelay/outcome").resolve(name))) {
            texts.load(file);
        }
        return texts;
    }

    @Test
    void both_languages_have_the_same_texts() throws IOException {
        assertThat(file(Language.ZH).keySet()).isEqualTo(file(Language.EN).keySet());
    }

    @ParameterizedTest
    @EnumSource
    void each_disposition_and_reason_has_its_sentence_and_none_is_left_over(Language language) throws IOException {
        List<EventOutcome> all = Stream.of(
                        Arrays.stream(SkipReason.values()).map(reason -> outcome(AT, "skipped", reason.name(), 1)),
                        Arrays.stream(DeadLetterReason.values())
                                .map(reason -> outcome(AT, "dead_lettered", reason.name(), 1)),
                        Arrays.stream(DeferReason.values()).map(reason -> outcome(AT, "deferred", reason.name(), 1)),
                        Stream.of(outcome(AT, "forwarded", "", 1)))
                .flatMap(some -> some)
                .toList();

        assertThat(all.stream().map(outcome -> sentences.of(outcome, language)))
                .doesNotHaveDuplicates()
                .allSatisfy(
                        sentence -> assertThat(sentence).contains("10:15:31").doesNotContain("{", "}"));
        assertThat(file(language).stringPropertyNames().stream().filter(key -> !key.endsWith(".advice")))
                .hasSize(all.size() + 4);
    }

    @Test
    void what_is_known_of_the_calls_is_said() {
        EventOutcome one = outcome(AT, "forwarded", "", 1);
        EventOutcome told = new EventOutcome(
                one.at(),
                one.event(),
                "forwarded",
                "",
                "mall",
                1,
                false,
                one.source(),
                2,
                List.of("R-1", "R-2"),
                "",
                0,
                "",
                2);

        assertThat(sentences.of(told, Language.EN))
                .isEqualTo(
                        "forwarded: WeChat Pay was told at 10:15:31 for 2 members, Request-IDs R-1, R-2 (redriven 2 times before)");
        assertThat(sentences.of(told, Language.ZH)).contains("10:15:31", "2 位会员", "R-1, R-2", "此前已重投 2 次");
        assertThat(sentences.of(outcome(AT, "deferred", "LANE_PAUSED", 1), Language.EN))
                .endsWith("it comes back 60 s later");
        assertThat(sentences.advice(outcome(AT, "dead_lettered", "UNKNOWN_LOT", 1), Language.EN))
                .contains("Add relay.lots.\"LOT-1\" and redrive the dead letter.");
    }

    @Test
    void what_a_later_version_wrote_is_shown_as_it_is() {
        assertThat(sentences.of(outcome(AT, "skipped", "MOON", 1), Language.ZH)).isEqualTo("skipped MOON");
    }
}
