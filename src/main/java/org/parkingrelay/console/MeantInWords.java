package org.parkingrelay.console;

import java.util.List;
import java.util.stream.Collectors;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.redrive.Selection;

/** Says which letters are meant, for people and the audit log, without what somebody typed. */
final class MeantInWords {

    private static final int MOST_NAMED = 10;

    private MeantInWords() {}

    static String of(Selection selection) {
        if (selection.isNamed()) {
            return of(selection.ids());
        }
        String filter = AuditLog.told(selection.filter());
        return filter.isEmpty() ? "all" : filter;
    }

    static String of(List<LetterId> ids) {
        String named = ids.stream().limit(MOST_NAMED).map(LetterId::text).collect(Collectors.joining(" "));
        return ids.size() > MOST_NAMED ? named + " and " + (ids.size() - MOST_NAMED) + " more" : named;
    }
}
