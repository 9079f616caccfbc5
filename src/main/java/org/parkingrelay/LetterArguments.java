package org.parkingrelay;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that look at dead letters. */
@Command(
        name = LetterArguments.NAME,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = {
            "Shows what could not be delivered, from the topic itself, in no consumer group and without a trace in Kafka.",
            "Plates and openids are masked, unless --reveal, which the audit log tells of."
        },
        footer = {
            "",
            "Ends with 0; with 1 where there is no such letter, or Kafka cannot be read; with 2 for wrong arguments."
        })
final class LetterArguments {

    static final String NAME = "dead-letters";

    private static final Pattern ID = Pattern.compile("\\d{1,9}-\\d{1,18}");
    private static final String USUAL_LIMIT = "50";

    private final Consumer<LetterTask> then;

    @Spec
    private CommandSpec command = CommandSpec.create();

    LetterArguments(Consumer<LetterTask> then) {
        this.then = then;
    }

    /** Reads arguments that have been checked before. */
    static LetterTask task(String... args) {
        AtomicReference<@Nullable LetterTask> task = new AtomicReference<>();
        int unused = new CommandLine(new LetterArguments(task::set))
                .execute(List.of(args).subList(1, args.length).toArray(String[]::new));
        LetterTask read = task.get();
        if (read == null) {
            throw new IllegalArgumentException("arguments were not checked");
        }
        return read;
    }

    @Command(name = "list", sortOptions = false, description = "Lists dead letters, the newest first.")
    int list(
            @Mixin LetterFilterOptions filter,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = USUAL_LIMIT,
                            description = "So many at most (${DEFAULT-VALUE}); 0 for all.")
                    int limit,
            @Option(names = "--reveal", description = "Plates as they are.") boolean reveal,
            @Option(names = "--json", description = "A JSON document for each letter, each on a line of its own.")
                    boolean isJson) {
        FilterRequest request = filter.request();
        return run(
                new LetterTask(LetterTask.Kind.LIST, request, filter.readsPlate(), "", checked(limit), reveal, isJson));
    }

    @Command(
            name = "groups",
            sortOptions = false,
            description = "Counts dead letters by their cause, with the first and the last, the largest group first.")
    int groups(
            @Mixin LetterFilterOptions filter,
            @Option(names = "--json", description = "A JSON document for each group, each on a line of its own.")
                    boolean isJson) {
        FilterRequest request = filter.request();
        return run(new LetterTask(LetterTask.Kind.GROUPS, request, filter.readsPlate(), "", null, false, isJson));
    }

    @Command(
            name = "show",
            sortOptions = false,
            description =
                    "Shows one dead letter: why it is there, what to do about it, headers, value, and what is read of it.")
    int show(
            @Parameters(paramLabel = "ID", description = "Its name, as list prints it, such as 0-1234.") String id,
            @Option(names = "--reveal", description = "With plates and openids, and the bytes.") boolean reveal,
            @Option(names = "--json", description = "As a JSON document.") boolean isJson) {
        if (!ID.matcher(id).matches()) {
            throw new ParameterException(command.commandLine(), "ID: expected partition-offset such as 0-1234");
        }
        return run(new LetterTask(LetterTask.Kind.SHOW, FilterRequest.OPEN, false, id, null, reveal, isJson));
    }

    @Command(
            name = "of-car",
            sortOptions = false,
            description = "Lists all dead letters of a car, the oldest first, whatever has been done about them.")
    int ofCar(
            @Option(
                            names = "--plate",
                            paramLabel = "PLATE",
                            required = true,
                            description =
                                    "The car's; - reads it from standard input, so that it stands in no list of processes.")
                    String plate,
            @Option(names = "--reveal", description = "Plates as they are.") boolean reveal,
            @Option(names = "--json", description = "A JSON document for each letter, each on a line of its own.")
                    boolean isJson) {
        boolean fromInput = plate.equals("-");
        FilterRequest request = new FilterRequest(
                null, null, null, null, null, null, null, fromInput ? null : plate, null, null, null, null, List.of());
        try {
            request.toFilter();
        } catch (ProblemException e) {
            throw new ParameterException(command.commandLine(), LetterFilterOptions.option(e.detail()));
        }
        return run(new LetterTask(LetterTask.Kind.OF_CAR, request, fromInput, "", null, reveal, isJson));
    }

    private @Nullable Integer checked(int limit) {
        if (limit < 0) {
            throw new ParameterException(command.commandLine(), "--limit: expected a number from 0 on");
        }
        return limit == 0 ? null : limit;
    }

    private int run(LetterTask task) {
        then.accept(task);
        return 0;
    }
}
