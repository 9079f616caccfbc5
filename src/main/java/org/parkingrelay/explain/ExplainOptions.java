package org.parkingrelay.explain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What was typed after {@code explain}. */
public final class ExplainOptions {

    /** More would be no reading for people. */
    private static final int MOST_RECORDS = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The JSONata file to read the samples with, or the name of an example (see --examples)."
                    + " Without it: the configured mapping of --topic, else none, for canonical events.")
    private Optional<String> mapping = Optional.empty();

    @Option(
            names = "--lanes",
            paramLabel = "FILE",
            description = "The lane table, for mappings that look in it. Without it: relay.intake.lanes.")
    private Optional<String> lanes = Optional.empty();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header of the samples, such as content-type=application/cloudevents+json. Repeatable.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description =
                    "With samples: the topic that they are said to be from. Without: reads the last records of this topic"
                            + " from kafka.bootstrap.servers, in no consumer group, and commits nothing.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "How many records of the topic, over all partitions (10).")
    private Optional<Integer> last = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Pretends that it is this time, such as 2026-01-31T10:15:30+08:00.")
    private Optional<Instant> at = Optional.empty();

    @Option(names = "--json", description = "One JSON document for each record, each on a line of its own, for tools.")
    private boolean isJson;

    @Option(names = "--lines", description = "Each line of the samples is a record, as kcat and dumps write them.")
    private boolean isByLine;

    @Option(
            names = "--examples",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = "",
            description = "Lists the mappings that come with the relay, or prints one, to begin with.")
    private Optional<String> example = Optional.empty();

    @Parameters(
            paramLabel = "sample.json",
            description = "Files, each with the value of one record; - or nothing for standard input.")
    private List<String> samples = new ArrayList<>();

    /** An instant with its offset, as in events. */
    static final class TimeConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "expected a time with its offset such as 2026-01-31T10:15:30+08:00, found '" + text + "'");
            }
        }
    }

    /** Reads arguments that have been checked before. */
    public static ExplainOptions of(List<String> arguments) {
        ExplainOptions options = new ExplainOptions();
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    /** Refuses what does not go together. */
    public void check() {
        if (last.isPresent() && !readsTopic()) {
            throw new ParameterException(
                    command.commandLine(), "--last counts records of a topic: give --topic, and no samples");
        }
        if (last.isPresent() && (last() < 1 || last() > MOST_RECORDS)) {
            throw new ParameterException(command.commandLine(), "--last: expected a number from 1 to " + MOST_RECORDS);
        }
        if (readsTopic() && (!headers.isEmpty() || isByLine)) {
            throw new ParameterException(
                    command.commandLine(), "--header and --lines are for samples; a topic's records have their own");
        }
        if (lanes.isPresent() && mapping.isEmpty() && topic.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--lanes is of use to a mapping only: give --mapping or --topic");
        }
    }

    /** Whether the records come from Kafka. */
    public boolean readsTopic() {
        return topic.isPresent() && samples.isEmpty();
    }

    public Optional<String> mapping() {
        return mapping;
    }

    public Optional<String> lanes() {
        return lanes;
    }

    Map<String, String> headers() {
        return headers;
    }

    public Optional<String> topic() {
        return topic;
    }

    public int last() {
        return last.orElse(10);
    }

    public Optional<Instant> at() {
        return at;
    }

    public boolean isJson() {
        return isJson;
    }

    boolean isByLine() {
        return isByLine;
    }

    /** The example to print, empty for a list of all; absent where no example is asked for. */
    public Optional<String> example() {
        return example;
    }

    /** The files; one that is called {@code -} is standard input. */
    List<String> samples() {
        return samples.isEmpty() ? List.of("-") : samples;
    }
}
