package org.parkingrelay.faults;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what a broken broker makes the clients of the harness print out of the output. */
final class Quiet {

    /** Held here, because the level of a logger that nobody holds is forgotten. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private Quiet() {}

    static void kafkaClients() {
        KAFKA.setLevel(Level.SEVERE);
    }
}
