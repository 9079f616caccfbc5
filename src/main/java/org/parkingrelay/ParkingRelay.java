package org.parkingrelay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/**
 * The program. Without arguments it serves until it is told to end; with {@code self-test} it says for each credential what
 * works and what does not, reads nothing from Kafka, and ends with 0 if all works, else with 1.
 */
@QuarkusMain
public class ParkingRelay {

    /** Chooses what this process is; see {@link RelayBeans}. */
    static final String SELF_TEST = "self-test";

    /** What a process that only tests itself leaves away, so that it can run beside one that serves. */
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
        } else {
            System.err.println("Arguments: none to serve, or self-test to say what works of each credential");
            System.exit(2);
        }
    }
}
