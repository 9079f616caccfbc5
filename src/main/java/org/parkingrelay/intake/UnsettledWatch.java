package org.parkingrelay.intake;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.parkingrelay.retry.Delayer;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Tells people of a record that stays unsettled. Does nothing about it: the other records of the partition go on. */
public final class UnsettledWatch {

    private static final Logger LOG = Logger.getLogger(UnsettledWatch.class);

    private static final Duration TOO_LONG = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private final Windows windows;
    private final Delayer delayer;
    private final Runnable tell;

    /** Prepares a watch. */
    public UnsettledWatch(Windows windows, Delayer delayer) {
        this.windows = windows;
        this.delayer = delayer;
        this.tell = this::warn;
    }

    /** For tests. */
    UnsettledWatch(Windows windows, Delayer delayer, Runnable tell) {
        this.windows = windows;
        this.delayer = delayer;
        this.tell = tell;
    }

    /** Looks now and then from now on. */
    public void start() {
        delayer.after(LOOK_EVERY, this::look);
    }

    private void look() {
        boolean tooLong = windows.oldest()
                .map(oldest -> windows.age(oldest).compareTo(TOO_LONG) > 0)
                .orElse(false);
        if (tooLong) {
            tell.run();
        }
        delayer.after(tooLong ? TOO_LONG : LOOK_EVERY, this::look);
    }

    private void warn() {
        windows.oldest()
                .ifPresent(oldest -> LogLine.with(LogKey.RECORD, oldest.recordId())
                        .log(
                                LOG,
                                Logger.Level.WARN,
                                "A record has not been settled for more than five minutes; it holds back the committed offset of its"
                                        + " partition"));
    }
}
