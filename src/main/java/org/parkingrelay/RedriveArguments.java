package org.parkingrelay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.redrive.JobOrder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that puts dead letters back. */
@Command(
        name = RedriveArguments.NAME,
        sortOptions = false,
        description = {
            "Puts dead letters back to where they came from: all that the options mean, or those with --ids.",
            "Says what it would do, and does it with --yes. Relays that run see the job and do it; without one the command does it itself.",
            "A job goes on when the command is broken off, as soon as a relay, or the command, runs again."
        },
        footer = {
            "",
            "Ends with 0 when the job is finished; with 1 if it was cancelled, or some could not be written; with 2 for wrong"
                    + " arguments, where another job is not over, or Kafka does not let it."
        })
final class RedriveArguments implements Runnable {

    static final String NAME = "redrive";

    private final Consumer<RedriveTask> then;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private LetterFilterOptions filter = new LetterFilterOptions();

    @Option(
            names = "--ids",
            paramLabel = "ID",
            split = ",",
            description = "These letters, such as 0-1234, in the place of a filter. Repeatable.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Letters in a second, at most (${DEFAULT-VALUE}); up to 10000.")
    private int rate;

    @Option(
            names = "--canary",
            paramLabel = "N",
            defaultValue = "0",
            description = "After so many letters, wait for --continue or --cancel, or the same by the API or a page.")
    private int canary;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Is kept with the job.")
    private String why = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDry;

    @Option(names = "--yes", description = "Do it.")
    private boolean isMeant;

    @Option(names = "--continue", description = "Have the job that waits after its canary, or is paused, go on.")
    private boolean isContinued;

    @Option(names = "--cancel", description = "End the job that is not over.")
    private boolean isCancelled;

    RedriveArguments(Consumer<RedriveTask> then) {
        this.then = then;
    }

    /** Reads arguments that have been checked before. */
    static RedriveTask task(String... args) {
        AtomicReference<@Nullable RedriveTask> task = new AtomicReference<>();
        int unused = new CommandLine(new RedriveArguments(task::set))
                .execute(List.of(args).subList(1, args.length).toArray(String[]::new));
        RedriveTask read = task.get();
        if (read == null) {
            throw new IllegalArgumentException("arguments were not checked");
        }
        return read;
    }

    @Override
    public void run() {
        if (isDry && (isContinued || isCancelled)) {
            throw new ParameterException(command.commandLine(), "--dry-run goes with neither --continue nor --cancel");
        }
        if (!ids.isEmpty() && filter.isGiven()) {
            throw new ParameterException(
                    command.commandLine(), "--ids stands beside options of a filter; expected is one of the two");
        }
        FilterRequest meant = filter.request();
        RedriveTask.Kind kind = isCancelled
                ? RedriveTask.Kind.CANCEL
                : isContinued ? RedriveTask.Kind.CONTINUE : RedriveTask.Kind.START;
        RedriveTask task = new RedriveTask(kind, meant, filter.readsPlate(), ids, rate, canary, why, isDry || !isMeant);
        try {
            JobOrder unused = task.request(meant).order();
        } catch (ProblemException e) {
            throw new ParameterException(command.commandLine(), "--" + e.detail());
        }
        then.accept(task);
    }
}
