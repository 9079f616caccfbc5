package org.parkingrelay.binding;

import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.parkingrelay.binding.BindingRecord.Bad;
import org.parkingrelay.binding.BindingRecord.Flaw;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Tells of records that are left out, without flooding the log where a whole topic is wrong. For one thread. */
final class BadRecords {

    private static final Logger LOG = Logger.getLogger(BadRecords.class);

    /** The first few of each flaw are told, then one of so many. */
    private static final int FIRST = 10;

    private static final int ONE_OF = 1_000;

    private final Map<Flaw, Integer> counts = new EnumMap<>(Flaw.class);

    void tell(String recordId, Bad bad) {
        int count = counts.merge(bad.flaw(), 1, Integer::sum);
        if (count <= FIRST || count % ONE_OF == 0) {
            String soFar = count < FIRST ? "" : " (" + count + " of this reason so far; not all are told)";
            LogLine.with(LogKey.RECORD, recordId)
                    .and(LogKey.REASON, bad.flaw().tag())
                    .log(LOG, Logger.Level.WARN, "A record of the bindings is left out: " + bad.explanation() + soFar);
        }
    }
}
