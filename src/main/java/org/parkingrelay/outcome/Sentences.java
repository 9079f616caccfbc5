package org.parkingrelay.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What became of an event, and what to do about it, in words. The texts are in files beside this class, one for each language. */
public final class Sentences {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.ofHours(8));
    private static final String ADVICE = ".advice";

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);
    private final Duration retryDelay;

    /**
     * Sentences.
     *
     * @param retryDelay after which an event comes back that was put aside
     */
    public Sentences(Duration retryDelay) {
        this.retryDelay = retryDelay;
        for (Language language : Language.values()) {
            texts.put(language, load("sentences_" + language.name().toLowerCase(Locale.ROOT) + ".properties"));
        }
    }

    private static Properties load(String name) {
        Properties texts = new Properties();
        try (InputStream file = Objects.requireNonNull(Sentences.class.getResourceAsStream(name), name)) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** What became of it. */
    public String of(EventOutcome outcome, Language language) {
        String sentence = text(key(outcome), language).orElse("{disposition} {reason}");
        return filled(sentence + redriven(outcome.redrives(), language), outcome);
    }

    /** A record that was put back is told beside the one that it was before. */
    private String redriven(int times, Language language) {
        return times == 0
                ? ""
                : text(times == 1 ? "redriven.one" : "redriven.several", language)
                        .orElse("");
    }

    /** What to do about it; empty where there is nothing to do. */
    public Optional<String> advice(EventOutcome outcome, Language language) {
        return text(key(outcome) + ADVICE, language).map(text -> filled(text, outcome));
    }

    private Optional<String> text(String key, Language language) {
        return Optional.ofNullable(Objects.requireNonNull(texts.get(language)).getProperty(key));
    }

    private static String key(EventOutcome outcome) {
        if (!outcome.isForwarded()) {
            return outcome.disposition() + "." + outcome.reason();
        }
        if (outcome.isDryRun()) {
            return outcome.disposition() + ".dry_run";
        }
        return outcome.disposition() + (outcome.members() > 1 ? ".several" : ".one");
    }

    private String filled(String text, EventOutcome outcome) {
        return text.replace("{time}", time(outcome.at()))
                .replace("{disposition}", outcome.disposition())
                .replace("{reason}", outcome.reason())
                .replace("{circle}", outcome.circle())
                .replace("{lot}", outcome.event().map(Passed::lot).orElse(""))
                .replace("{members}", String.valueOf(outcome.members()))
                .replace("{attempts}", String.valueOf(outcome.attempts()))
                .replace("{requestIds}", String.join(", ", outcome.requestIds()))
                .replace("{redrives}", String.valueOf(outcome.redrives()))
                .replace("{code}", outcome.code())
                .replace("{note}", outcome.note())
                .replace("{delay}", retryDelay.toSeconds() + " s");
    }

    /** A time of day in Beijing. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
