package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How quickly events of one merchant that were published in some time were told to WeChat Pay, where it did not fail.
 *
 * @param reports how many
 * @param median from the first time that the event was published to the first time that it was accepted
 * @param p99 likewise
 * @param longest likewise
 * @param longestGap in which nothing was accepted of anybody
 */
record Pace(int reports, Duration median, Duration p99, Duration longest, Duration longestGap) {

    private record ReportId(String key, Instant at) {}

    static Pace of(Evidence evidence, Site site, Predicate<Instant> when) {
        Map<ReportId, Instant> sent = new HashMap<>();
        for (Evidence.Published published : evidence.published()) {
            if (published.planned().fate() instanceof Fate.Reported reported) {
                for (String key : reported.keys()) {
                    sent.merge(new ReportId(key, reported.occurredAt()), published.sentAt(), Pace::earlier);
                }
            }
        }
        Set<String> failed = new HashSet<>();
        evidence.calls().stream().filter(call -> !call.taken()).forEach(call -> failed.add(call.key()));
        Map<ReportId, Instant> accepted = new HashMap<>();
        evidence.accepted()
                .forEach(report ->
                        accepted.merge(new ReportId(report.key(), report.at()), report.acceptedAt(), Pace::earlier));
        List<Duration> took = accepted.entrySet().stream()
                .filter(entry -> site.has(entry.getKey().key())
                        && !failed.contains(entry.getKey().key()))
                .filter(entry -> sent.containsKey(entry.getKey()) && when.test(sent.get(entry.getKey())))
                .map(entry -> Duration.between(sent.get(entry.getKey()), entry.getValue()))
                .sorted()
                .toList();
        return new Pace(took.size(), at(took, 0.5), at(took, 0.99), at(took, 1), longestGap(evidence, when));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static Duration longestGap(Evidence evidence, Predicate<Instant> when) {
        List<Instant> accepted = evidence.accepted().stream()
                .map(Evidence.Accepted::acceptedAt)
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < accepted.size(); i++) {
            Duration gap = Duration.between(accepted.get(i - 1), accepted.get(i));
            if (when.test(accepted.get(i - 1)) && when.test(accepted.get(i)) && gap.compareTo(longest) > 0) {
                longest = gap;
            }
        }
        return longest;
    }

    @Override
    public String toString() {
        return "%d reports, median %d ms, p99 %d ms, longest %d ms; longest gap in acceptances %d ms"
                .formatted(reports, median.toMillis(), p99.toMillis(), longest.toMillis(), longestGap.toMillis());
    }
}
