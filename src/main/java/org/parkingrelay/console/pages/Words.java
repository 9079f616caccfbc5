package org.parkingrelay.console.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** All that the pages say, in one language. Read at the first page, not when the relay starts. */
public final class Words {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZONE);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZONE);

    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    private final Language language;
    private final Map<String, String> texts;

    private Words(Language language) {
        this.language = language;
        this.texts = read(language);
    }

    /** Those of a language. */
    public static synchronized Words in(Language language) {
        return ALL.computeIfAbsent(language, Words::new);
    }

    static Map<String, String> read(Language language) {
        Properties texts = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("texts_" + language.code() + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(key -> key, texts::getProperty));
    }

    public Language language() {
        return language;
    }

    /** The other one, for the link to it. */
    public Language other() {
        return language == Language.EN ? Language.ZH : Language.EN;
    }

    /** A text; one that is missing shows its key, so that it is noticed and nobody is held up. */
    public String of(String key) {
        return texts.getOrDefault(key, key);
    }

    /** A text with something put in. */
    public String of(String key, Object first) {
        return of(key).replace("{0}", String.valueOf(first));
    }

    /** A text with two things put in. */
    public String of(String key, Object first, Object second) {
        return of(key, first).replace("{1}", String.valueOf(second));
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** What somebody else's word means, such as a reason; the word itself where nobody explained it. */
    public String known(String family, String word) {
        return texts.getOrDefault(family + "." + word, word);
    }

    /** With the date, in Shanghai, where the gates are. */
    public String time(Instant at) {
        return TIME.format(at);
    }

    /** For tools, with the same offset. */
    public String iso(Instant at) {
        return ISO.format(at);
    }

    /** A count, with its thousands apart. */
    public String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** About how long, in the largest unit of which there are two. */
    public String length(Duration length) {
        if (length.toMinutes() < 2) {
            return of("length.seconds", length.truncatedTo(ChronoUnit.SECONDS).toSeconds());
        }
        if (length.toHours() < 2) {
            return of("length.minutes", length.toMinutes());
        }
        return length.toDays() < 2 ? of("length.hours", length.toHours()) : of("length.days", length.toDays());
    }
}
