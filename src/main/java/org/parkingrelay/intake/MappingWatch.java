package org.parkingrelay.intake;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.retry.Delayer;
import org.parkingrelay.telemetry.Meters;

/** Looks now and then whether files of mappings changed. */
public final class MappingWatch {

    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Mappings mappings;
    private final Delayer delayer;
    private final Executor executor;
    private final Meters meters;

    /**
     * Prepares a watch.
     *
     * @param executor reads the files, which may lie on a disk that hangs
     */
    public MappingWatch(Mappings mappings, Delayer delayer, Executor executor, Meters meters) {
        this.mappings = mappings;
        this.delayer = delayer;
        this.executor = executor;
        this.meters = meters;
    }

    /** Looks from now on. */
    public void start() {
        Mappings.countFromZero(meters);
        lookLater();
    }

    private void lookLater() {
        delayer.after(LOOK_EVERY, () -> executor.execute(this::look));
    }

    private void look() {
        try {
            mappings.checkFiles(meters);
        } finally {
            lookLater();
        }
    }
}
