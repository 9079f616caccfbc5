package org.parkingrelay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.parkingrelay.mapping.Hush;

/**
 * The program. Without arguments it serves until it is told to end; with {@code self-test} it says for each credential what
 * works and what does not, reads nothing from Kafka, and ends with 0 if all works, else with 1. With {@code import} and a CSV
 * file it reads that into the store and ends with 0, or with 1 where it could not read or write it. With {@code explain} it shows
 * what it would make of sample records; with {@code rehearse} it starts with what is made up for that, and ends.
 */
@QuarkusMain
public class ParkingRelay {

    /** Starts the program. */
    public static void main(String... args) {
        Hush.install();
        if (Purpose.serves(args)) {
            HeadStart.begin();
        }
        if (args.length == 0) {
            ExitStatus.zeroOnSignal();
            Quarkus.run();
        } else if (args.length == 1 && Purpose.rehearses(args)) {
            // Not by what reads commands: each start from the cache would load it, and the cache cannot hold it.
            Rehearsal.run();
        } else {
            System.exit(Arguments.run(args));
        }
    }
}
