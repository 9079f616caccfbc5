package org.parkingrelay;

import io.quarkus.runtime.Quarkus;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.explain.ExplainOptions;
import org.parkingrelay.mapping.ExampleMappings;
import org.parkingrelay.outcome.TraceOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's commands: what may stand behind the jar. Each runs without what a relay that serves needs. */
@Command(
        name = "java -jar quarkus-run.jar",
        synopsisSubcommandLabel = "[COMMAND]",
        sortOptions = false,
        description =
                "Tells WeChat Pay of members' cars that pass gates. Without a command it serves until it is told to end.",
        footer = {"", "COMMAND --help says more of one. Keys of the configuration are set as for serving."})
final class Arguments {

    /** What a process that does not serve leaves away, so that it can run beside one that does. */
    private static final Map<String, String> QUIET = Map.of(
            "mp.messaging.incoming.gate-events.enabled", "false",
            "mp.messaging.incoming.retry-events.enabled", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.http.host-enabled", "false",
            "quarkus.log.console.json.enabled", "false",
            // That nothing is read is meant.
            "quarkus.log.category.\"io.smallrye.reactive.messaging\".level", "ERROR",
            "quarkus.log.level", "WARN");

    /** What the command prints is for tools too, so that logs go elsewhere; what Kafka's client fails at, the command says itself. */
    private static final Map<String, String> OUTPUT_ONLY = Map.of(
            "quarkus.log.console.stderr", "true",
            "quarkus.log.category.\"org.apache.kafka\".level", "OFF",
            // The framework has a level of its own for it.
            "quarkus.log.category.\"org.apache.kafka.clients\".level", "OFF");

    /** The audit log is for tools, and has its fields in JSON only. */
    private static final Map<String, String> AUDITED = Map.of(
            "quarkus.log.console.json.enabled",
            "true",
            "quarkus.log.category.\"org.parkingrelay.audit\".level",
            "INFO");

    private final String[] all;

    private Arguments(String... all) {
        this.all = all;
    }

    /** Does what was typed and returns the status; a command of the framework's ends the process itself. */
    static int run(String... args) {
        CommandLine commands = new CommandLine(new Arguments(args));
        commands.addSubcommand(new LetterArguments(task -> lookAtLetters(task, args)));
        commands.addSubcommand(new RedriveArguments(task -> redrive(args)));
        addHelp(commands);
        commands.setParameterExceptionHandler(Arguments::wrong);
        return commands.execute(args);
    }

    private static void lookAtLetters(LetterTask task, String... args) {
        QUIET.forEach(System::setProperty);
        OUTPUT_ONLY.forEach(System::setProperty);
        if (task.reveal()) {
            AUDITED.forEach(System::setProperty);
        }
        Quarkus.run(DeadLettersCommand.class, ExitStatus::end, args);
    }

    private static void redrive(String... args) {
        QUIET.forEach(System::setProperty);
        OUTPUT_ONLY.forEach(System::setProperty);
        AUDITED.forEach(System::setProperty);
        Quarkus.run(RedriveCommand.class, ExitStatus::end, args);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("This text.")
                        .build());
        command.getSubcommands().values().forEach(Arguments::addHelp);
    }

    private static int wrong(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("What there is: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.WRONG;
    }

    @Command(
            name = "self-test",
            description = "Says for each credential what works and what does not. Ends with 0 if all works.")
    int selfTest() {
        QUIET.forEach(System::setProperty);
        Quarkus.run(SelfTestCommand.class, all);
        return 0;
    }

    @Command(name = "import", description = "Reads a CSV file of bindings (app_id,plate,openid) into the store.")
    int importBindings(@Parameters(paramLabel = "members.csv") String file) {
        // For the checks: this is the file that is waited for with, and named in what they say.
        System.setProperty("relay.lookup.import", file);
        QUIET.forEach(System::setProperty);
        Quarkus.run(ImportCommand.class, all);
        return 0;
    }

    @Command(
            name = "explain",
            description = {
                "Shows the canonical events of sample records, and what the relay would do with them, or why not.",
                "Starts nothing, needs no configuration, and without --topic no network.",
                "Plates are printed as they are, since you hold the samples; nothing of them is logged."
            },
            footer = {
                "",
                "Ends with 0 if nothing would be dead-lettered, else with 1; with 2 for wrong arguments, a file that"
                        + " cannot be read, or a mapping that does not compile."
            })
    int explain(@Mixin ExplainOptions options) {
        options.check();
        Optional<String> example = options.example();
        if (example.isPresent()) {
            return example(example.get());
        }
        QUIET.forEach(System::setProperty);
        OUTPUT_ONLY.forEach(System::setProperty);
        Quarkus.run(ExplainCommand.class, ExitStatus::end, all);
        return 0;
    }

    @Command(
            name = "trace",
            description = {
                "Tells what became of a car's events on a day: when WeChat Pay was told, or why it was not; and whether anybody",
                "bound its plate. Reads relay.outcome.topic from kafka.bootstrap.servers, in no consumer group."
            },
            footer = {
                "",
                "Needs the key that cars are hashed with: relay.delivery.hash-key-file as the relays have it, or else their store.",
                "Ends with 0 if it could be told, also if nothing is known of the car, else with 2."
            })
    int trace(@Mixin TraceOptions options) {
        QUIET.forEach(System::setProperty);
        OUTPUT_ONLY.forEach(System::setProperty);
        Quarkus.run(TraceCommand.class, ExitStatus::end, all);
        return 0;
    }

    @Command(
            name = Purpose.REHEARSE,
            description = {
                "Starts as for serving, with keys, members and events made up for it, and ends: what an archive of classes, or a",
                "cache, that makes starts shorter is written from. Needs no configuration and no network, and reaches nothing."
            })
    int rehearse() {
        Rehearsal.run();
        return 0;
    }

    private static int example(String name) {
        PrintStream out = Terminal.output();
        if (name.isEmpty()) {
            ExampleMappings.names()
                    .forEach(example -> out.printf("%-24s  %s%n", example, ExampleMappings.about(example)));
        } else if (ExampleMappings.names().contains(name)) {
            out.print(ExampleMappings.text(name));
        } else {
            System.err.println(
                    "There is no example '" + name + "'; there are " + String.join(", ", ExampleMappings.names()));
            return ExitStatus.WRONG;
        }
        out.flush();
        return 0;
    }
}
