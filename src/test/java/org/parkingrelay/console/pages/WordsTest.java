package org.parkingrelay.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.circle.LaneState;
import org.parkingrelay.circle.PauseReason;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.redrive.JobKind;
import org.parkingrelay.redrive.JobState;

/** Every text is there in both languages, and no other: what templates and code ask for is compared with what the files have. */
class WordsTest {

    private static final Pattern ASKED = Pattern.compile("\\bw\\.of\\('([^']+)'");
    private static final Pattern ASKED_IN_CODE =
            Pattern.compile("(?:words(?:\\(\\))?\\.|[ (])of\\(\"([a-z][a-z.-]+)\"");
    private static final Pattern FAMILY = Pattern.compile("known\\(['\"]([^'\"]+)['\"]");
    private static final Pattern HOLE = Pattern.compile("\\{\\d}");

    private static final Map<String, String> ENGLISH = Words.read(Language.EN);
    private static final Map<String, String> CHINESE = Words.read(Language.ZH);

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path folder : List.of(
                Path.of("src/main/resources/templates"), Path.of("src/main/java/org/parkingrelay/console/pages"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (String source : sources()) {
            pattern.matcher(source)
                    .results()
                    .map((MatchResult one) -> one.group(1))
                    .forEach(found::add);
        }
        return found;
    }

    @Test
    void both_languages_have_the_same_texts_with_the_same_holes() {
        assertThat(CHINESE.keySet()).isEqualTo(ENGLISH.keySet());
        ENGLISH.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(CHINESE.get(key)).as(key).isNotBlank();
            assertThat(holes(CHINESE.get(key))).as(key).isEqualTo(holes(text));
        });
    }

    private static Set<String> holes(String text) {
        TreeSet<String> holes = new TreeSet<>();
        HOLE.matcher(text).results().map(MatchResult::group).forEach(holes::add);
        return holes;
    }

    @Test
    void whatever_is_asked_for_is_there() throws IOException {
        Set<String> asked = found(ASKED);
        asked.addAll(found(ASKED_IN_CODE));
        asked.removeIf(key -> key.endsWith("."));

        assertThat(asked).hasSizeGreaterThan(150);
        assertThat(ENGLISH.keySet()).containsAll(asked);
    }

    @Test
    void whatever_is_there_is_asked_for() throws IOException {
        Set<String> asked = found(ASKED);
        asked.addAll(found(ASKED_IN_CODE));
        Set<String> families = found(FAMILY);
        families.add("error");
        families.add("bindings.bound");

        assertThat(ENGLISH.keySet())
                .allMatch(key ->
                        asked.contains(key) || families.stream().anyMatch(family -> key.startsWith(family + ".")));
    }

    @Test
    void every_reason_state_and_kind_is_in_words() {
        TreeSet<String> keys = new TreeSet<>();
        Arrays.stream(DeadLetterReason.values()).forEach(one -> keys.add("reason." + one.name()));
        Arrays.stream(SkipReason.values()).forEach(one -> keys.add("reason." + one.name()));
        Arrays.stream(DeferReason.values()).forEach(one -> keys.add("reason." + one.name()));
        Arrays.stream(LetterState.values()).forEach(one -> keys.add("letter.state." + one.tag()));
        Arrays.stream(JobState.values()).forEach(one -> keys.add("state." + one.tag()));
        Arrays.stream(JobKind.values()).forEach(one -> {
            keys.add("kind." + one.tag());
            keys.add("job.done." + one.tag());
        });
        Arrays.stream(PauseReason.values()).forEach(one -> keys.add("pause." + one.tag()));
        Arrays.stream(LaneState.values())
                .forEach(one -> keys.add("lane.state." + one.name().toLowerCase(java.util.Locale.ROOT)));

        assertThat(ENGLISH.keySet()).containsAll(keys);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void times_are_shanghais_with_the_date(Language language) {
        Instant evening = Instant.parse("2026-11-22T16:30:05Z");

        assertThat(Words.in(language).time(evening)).isEqualTo("2026-11-23 00:30:05");
        assertThat(Words.in(language).iso(evening)).isEqualTo("2026-11-23T00:30:05+08:00");
    }

    @Test
    void lengths_are_told_in_a_unit_that_fits() {
        Words words = Words.in(Language.EN);

        assertThat(words.length(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(words.length(Duration.ofSeconds(120))).isEqualTo("2 min");
        assertThat(words.length(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(words.length(Duration.ofHours(48))).isEqualTo("2 days");
    }
}
