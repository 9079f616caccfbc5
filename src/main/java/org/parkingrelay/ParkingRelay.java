package org.parkingrelay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/**
 * The program. Without arguments it serves until it is told to end; with {@code self-test} it says for each credential what
 * works and what does not, reads nothing from Kafka, and ends with 0 if all works, else with 1. With {@code import} and a CSV
 * file it reads that into the store and ends with 0, or with 1 where it could not read or write it.
 */
@QuarkusMain
public class ParkingRelay {

    private static final String SELF_TEST = "self-test";
    private static final String IMPORT = "import";

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

    /** Starts the program. */
    public static void main(String... args) {
        if (args.length == 0) {
            ExitStatus.zeroOnSignal();
            Quarkus.run();
        } else if (args.length == 1 && args[0].equals(SELF_TEST)) {
            QUIET.forEach(System::setProperty);
            Quarkus.run(SelfTestCommand.class, args);
        } else if (args.length == 2 && args[0].equals(IMPORT)) {
            QUIET.forEach(System::setProperty);
            // For the checks: this is the file that is waited for with, and named in what they say.
            System.setProperty("relay.lookup.import", args[1]);
            Quarkus.run(ImportCommand.class, args);
        } else {
            System.err.println("Arguments: none to serve; self-test to say what works of each credential; or import"
                    + " <file.csv> to read bindings into the store");
            System.exit(2);
        }
    }
}
