package org.parkingrelay.outcome;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What was typed after {@code trace}. */
public final class TraceOptions {

    @Option(
            names = "--plate",
            paramLabel = "PLATE",
            description =
                    "The car's plate. Without it: the first line of standard input, which no list of processes shows.")
    private Optional<String> plate = Optional.empty();

    @Option(
            names = "--day",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The day in China, such as 2026-01-31. Without it: today.")
    private Optional<LocalDate> day = Optional.empty();

    @Option(
            names = "--circle",
            paramLabel = "NAME",
            description =
                    "The circle whose members are asked who bound the plate now. Without it: those of the events.")
    private Optional<String> circle = Optional.empty();

    @Option(
            names = "--everywhere",
            description = "Reads all partitions: for events from before the topic got partitions.")
    private boolean isEverywhere;

    @Option(names = "--json", description = "One JSON document, for tools.")
    private boolean isJson;

    @Option(
            names = "--language",
            paramLabel = "en|zh",
            converter = LanguageConverter.class,
            description = "Of the sentences (en).")
    private Language language = Language.EN;

    static final class DayConverter implements ITypeConverter<LocalDate> {

        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("expected a day such as 2026-01-31, found '" + text + "'");
            }
        }
    }

    static final class LanguageConverter implements ITypeConverter<Language> {

        @Override
        public Language convert(String text) {
            try {
                return Language.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected en or zh, found '" + text + "'");
            }
        }
    }

    /** Reads arguments that have been checked before. */
    public static TraceOptions of(List<String> arguments) {
        TraceOptions options = new TraceOptions();
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    /** The plate, where it stands in the arguments. */
    public Optional<String> plate() {
        return plate;
    }

    public Optional<LocalDate> day() {
        return day;
    }

    public Optional<String> circle() {
        return circle;
    }

    public boolean isEverywhere() {
        return isEverywhere;
    }

    public boolean isJson() {
        return isJson;
    }

    public Language language() {
        return language;
    }
}
