package org.parkingrelay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one request found of the groups; answers that follow each other are added up.
 *
 * @param groups the largest first
 * @param rest letters of further causes than are told apart
 * @param scanned how far the scan is
 * @param total how far it goes
 * @param next the cursor to go on with; absent at the end
 * @param note what else is to be said; absent where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record GroupPage(
        List<GroupRow> groups, long rest, long scanned, long total, Optional<String> next, Optional<String> note) {

    /** As many as one answer has. */
    private static final int MOST_GROUPS = 200;

    /**
     * Letters of one cause.
     *
     * @param cause for filters
     * @param explanation without what differs from letter to letter
     * @param letters how many
     * @param first when the first of them was written
     * @param last when the last of them was written
     * @param sample the id of the last
     */
    public record GroupRow(
            String cause,
            String reason,
            String code,
            String status,
            String circle,
            String explanation,
            long letters,
            Instant first,
            Instant last,
            String sample) {

        private GroupRow and(GroupRow other) {
            boolean isLater = other.last.isAfter(last);
            return new GroupRow(
                    cause,
                    reason,
                    code,
                    status,
                    circle,
                    explanation,
                    letters + other.letters,
                    other.first.isBefore(first) ? other.first : first,
                    isLater ? other.last : last,
                    isLater ? other.sample : sample);
        }
    }

    public GroupPage {
        groups = List.copyOf(groups);
    }

    /** This and the answer that followed it. */
    public GroupPage and(GroupPage following) {
        Map<String, GroupRow> sum = new LinkedHashMap<>();
        groups.forEach(group -> sum.put(group.cause(), group));
        long others = rest + following.rest;
        for (GroupRow group : following.groups) {
            if (sum.containsKey(group.cause()) || sum.size() < MOST_GROUPS) {
                sum.merge(group.cause(), group, GroupRow::and);
            } else {
                others += group.letters();
            }
        }
        List<GroupRow> largestFirst = sum.values().stream()
                .sorted(Comparator.comparingLong(GroupRow::letters)
                        .reversed()
                        .thenComparing(GroupRow::last, Comparator.reverseOrder()))
                .toList();
        return new GroupPage(largestFirst, others, following.scanned, following.total, following.next, following.note);
    }
}
