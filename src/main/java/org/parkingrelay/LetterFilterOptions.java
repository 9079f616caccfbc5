package org.parkingrelay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.ProblemException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters a command is about. */
final class LetterFilterOptions {

    private static final String ALL = "all";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Written then or later, such as 2026-01-31T10:15:30+08:00.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Written before.")
    private @Nullable String until;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Such as INVALID or REJECTED. Repeatable.")
    private List<String> reasons = new ArrayList<>();

    @Option(names = "--code", paramLabel = "CODE", split = ",", description = "WeChat Pay's. Repeatable.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--circle", paramLabel = "NAME", description = "The circle's name in the configuration.")
    private @Nullable String circle;

    @Option(names = "--lot", paramLabel = "ID", description = "The car park, as events call it.")
    private @Nullable String lot;

    @Option(names = "--gate", paramLabel = "ID", description = "The lane, as events call it.")
    private @Nullable String gate;

    @Option(
            names = "--plate",
            paramLabel = "PLATE",
            description = "A car's plate; - reads it from standard input, so that it stands in no list of processes.")
    private @Nullable String plate;

    @Option(names = "--min-attempts", paramLabel = "N", description = "Calls of WeChat Pay, at least.")
    private @Nullable Integer minAttempts;

    @Option(names = "--max-attempts", paramLabel = "N", description = "And at most.")
    private @Nullable Integer maxAttempts;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "In the explanation, a header or the value, as far as they are shown.")
    private @Nullable String text;

    @Option(names = "--cause", paramLabel = "ID", description = "A group's, as groups prints it.")
    private @Nullable String cause;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "open (the default), redriven, discarded, or all. Repeatable.")
    private List<String> states = new ArrayList<>();

    /** As it was typed, once it is right. */
    FilterRequest request() {
        boolean fromInput = "-".equals(plate);
        FilterRequest request = new FilterRequest(
                from,
                until,
                reasons,
                codes,
                circle,
                lot,
                gate,
                fromInput ? null : plate,
                minAttempts,
                maxAttempts,
                text,
                cause,
                states.contains(ALL) ? List.of() : states.isEmpty() ? null : states);
        try {
            request.toFilter();
        } catch (ProblemException e) {
            throw new ParameterException(command.commandLine(), option(e.detail()));
        }
        return request;
    }

    /** Whether there are any. */
    boolean isGiven() {
        return readsPlate() || !request().equals(new LetterFilterOptions().request());
    }

    /** Whether the plate is on standard input. */
    boolean readsPlate() {
        return "-".equals(plate);
    }

    /** Requests name their fields, commands their options. */
    static String option(String detail) {
        int end = detail.indexOf(' ');
        String field = detail.substring(0, end);
        String option = switch (field) {
            case "reasons", "codes", "states" -> field.substring(0, field.length() - 1);
            case "plateNumber" -> "plate";
            default -> field.replace("Attempts", "-attempts");
        };
        return "--" + option + detail.substring(end);
    }
}
