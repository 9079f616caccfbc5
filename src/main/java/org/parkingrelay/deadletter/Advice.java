package org.parkingrelay.deadletter;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/**
 * A dead letter's reason in plain words, and what to do about it. The texts are in {@code advice/en.properties} and
 * {@code advice/zh.properties}, by reason, or by reason and WeChat Pay's code where that says more.
 *
 * @param why in plain words
 * @param toDo what mends it, and whether redriving helps
 */
public record Advice(String why, String toDo) {

    private static final Properties ENGLISH = read("en");
    private static final Properties CHINESE = read("zh");
    private static final String UNKNOWN = "UNKNOWN";

    private static Properties read(String language) {
        try (InputStream file = Advice.class.getResourceAsStream("/advice/" + language + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("advice/" + language + ".properties is not in the jar");
            }
            Properties texts = new Properties();
            Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8);
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a letter; in Chinese where the language is that, else in English. */
    public static Advice of(DeadLetter letter, Locale language) {
        Properties texts = language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? CHINESE : ENGLISH;
        String reason = letter.knownReason().map(Enum::name).orElse(UNKNOWN);
        String coded = reason + "." + letter.code();
        String key = texts.containsKey(coded + ".why") ? coded : reason;
        return new Advice(texts.getProperty(key + ".why", ""), texts.getProperty(key + ".to-do", ""));
    }
}
