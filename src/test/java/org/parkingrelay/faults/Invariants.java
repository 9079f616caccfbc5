package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges the evidence of a run. A pure function of it, so that tests can show that each invariant can go red. */
final class Invariants {

    /** The end of one call and the begin of the next are seen by different threads of the stand-in. */
    private static final Duration SEEN_LATE = Duration.ofMillis(20);

    private final Limits limits;
    private final Evidence evidence;

    /**
     * What is still fine.
     *
     * @param duplicatesPerDisruption reports that were made again although no call of their key had an answer that leaves a doubt
     * @param overlapsPerStop calls of a stopped relay that overlap those of the one which took over
     * @param recovery from the last fault until everything is settled
     */
    record Limits(int duplicatesPerDisruption, int overlapsPerStop, Duration recovery) {}

    private record ReportId(String key, Instant at) {}

    private Invariants(Evidence evidence, Limits limits) {
        this.evidence = evidence;
        this.limits = limits;
    }

    /** A verdict for each invariant, in their order. */
    static List<Verdict> judge(Evidence evidence, Limits limits) {
        Invariants run = new Invariants(evidence, limits);
        return List.of(
                run.accountedFor(),
                run.nothingInvented(),
                run.committedIsSettled(),
                run.newestWins(),
                run.oneCallPerKey(),
                run.deadLettersAreTheBad(),
                run.fewDuplicates(),
                run.recovers());
    }

    private static Verdict verdict(Invariant invariant, List<String> violations, String note) {
        return new Verdict(invariant, violations, note);
    }

    private Verdict accountedFor() {
        Settled settled = Settled.atEnd(evidence);
        List<String> violations = evidence.published().stream()
                .filter(published -> !settled.is(published.planned()))
                .map(published -> nameOf(published) + ": " + settled.missing(published.planned()))
                .toList();
        return verdict(Invariant.ACCOUNTED_FOR, violations, evidence.published().size() + " records");
    }

    private static String nameOf(Evidence.Published published) {
        return published.planned().name() + " (" + published.partition() + "-" + published.offset() + ")";
    }

    private Map<ReportId, String> expectedReports() {
        Map<ReportId, String> expected = new HashMap<>();
        for (Evidence.Published published : evidence.published()) {
            if (published.planned().fate() instanceof Fate.Reported reported) {
                reported.keys()
                        .forEach(key -> expected.put(new ReportId(key, reported.occurredAt()), reported.state()));
            }
        }
        return expected;
    }

    private Verdict nothingInvented() {
        Map<ReportId, String> expected = expectedReports();
        List<String> violations = evidence.accepted().stream()
                .filter(report -> !report.state().equals(expected.get(new ReportId(report.key(), report.at()))))
                .map(report -> report.state() + " of " + report.at() + " for " + report.key())
                .toList();
        return verdict(
                Invariant.NOTHING_INVENTED, violations, evidence.accepted().size() + " reports");
    }

    private Verdict committedIsSettled() {
        List<String> violations = new ArrayList<>();
        for (Evidence.Snapshot snapshot : evidence.snapshots()) {
            Settled settled = Settled.at(snapshot, evidence);
            evidence.published().stream()
                    .filter(published ->
                            published.offset() < snapshot.committed().getOrDefault(published.partition(), 0L))
                    .filter(published -> !settled.is(published.planned()))
                    .map(published -> snapshot.when() + ": committed although not settled: " + nameOf(published) + ": "
                            + settled.missing(published.planned()))
                    .forEach(violations::add);
        }
        return verdict(
                Invariant.COMMITTED_IS_SETTLED, violations, evidence.snapshots().size() + " kills");
    }

    private Verdict newestWins() {
        Map<String, NavigableMap<Instant, Fate.Reported>> eventsByKey = new TreeMap<>();
        for (Evidence.Published published : evidence.published()) {
            if (published.planned().fate() instanceof Fate.Reported reported) {
                reported.keys()
                        .forEach(key -> eventsByKey
                                .computeIfAbsent(key, k -> new TreeMap<>())
                                .put(reported.occurredAt(), reported));
            }
        }
        Map<String, Evidence.Accepted> last = new HashMap<>();
        evidence.accepted().forEach(report -> last.put(report.key(), report));
        List<String> violations = new ArrayList<>();
        eventsByKey.forEach((key, events) -> {
            Evidence.Accepted report = last.get(key);
            if (report != null && !mayBeLast(report, events)) {
                violations.add(key + ": last accepted " + report.state() + " of " + report.at() + ", latest event "
                        + events.lastEntry().getValue().state() + " of " + events.lastKey());
            }
        });
        return verdict(Invariant.NEWEST_WINS, violations, eventsByKey.size() + " keys");
    }

    /** The latest event, or one before it if all between have ended to be useful. */
    private boolean mayBeLast(Evidence.Accepted report, NavigableMap<Instant, Fate.Reported> events) {
        return events.tailMap(report.at(), false).values().stream()
                .noneMatch(later -> later.usefulUntil().isAfter(evidence.endedAt()));
    }

    private Verdict oneCallPerKey() {
        Map<String, List<Evidence.Call>> byKey =
                evidence.calls().stream().collect(Collectors.groupingBy(Evidence.Call::key));
        List<String> excused = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        byKey.forEach((key, calls) -> {
            Instant openUntil = Instant.EPOCH;
            for (Evidence.Call call : calls.stream()
                    .sorted(Comparator.comparing(Evidence.Call::from))
                    .toList()) {
                if (call.from().isBefore(openUntil.minus(SEEN_LATE))) {
                    String overlap = key + ": a call of " + call.from() + " while another was open until " + openUntil;
                    (isNearStop(call.from()) ? excused : violations).add(overlap);
                }
                openUntil = call.to().isAfter(openUntil) ? call.to() : openUntil;
            }
        });
        String note = evidence.calls().size() + " calls, " + excused.size() + " overlaps after a relay was stopped, "
                + violations.size() + " other overlaps";
        if (excused.size() > limits.overlapsPerStop() * evidence.stops().size()) {
            violations.addAll(excused);
        }
        return verdict(Invariant.ONE_CALL_PER_KEY, violations, note);
    }

    private boolean isNearStop(Instant instant) {
        return evidence.stops().stream()
                .anyMatch(stop -> !instant.isBefore(stop.from()) && !instant.isAfter(stop.to()));
    }

    private Verdict deadLettersAreTheBad() {
        Map<Bytes, String> expected = new HashMap<>();
        Map<Bytes, String> names = new HashMap<>();
        Set<Bytes> noLongerUseful = new HashSet<>();
        for (Evidence.Published published : evidence.published()) {
            Workload.Planned planned = published.planned();
            names.put(planned.bytes(), nameOf(published));
            if (planned.fate() instanceof Fate.Dead dead) {
                expected.put(planned.bytes(), dead.reason());
            } else if (planned.fate() instanceof Fate.Reported reported
                    && !reported.usefulUntil().isAfter(evidence.endedAt())) {
                noLongerUseful.add(planned.bytes());
            }
        }
        Set<Bytes> missing = new HashSet<>(expected.keySet());
        List<String> violations = new ArrayList<>();
        for (Evidence.Kept letter : evidence.deadLetters()) {
            missing.remove(letter.bytes());
            if (!letter.reason().equals(expected.get(letter.bytes())) && !noLongerUseful.contains(letter.bytes())) {
                violations.add("dead letter " + letter.partition() + "-" + letter.offset() + " " + letter.reason()
                        + " is of " + names.getOrDefault(letter.bytes(), "nothing that was published")
                        + ", expected " + expected.getOrDefault(letter.bytes(), "none"));
            }
        }
        missing.forEach(bytes -> violations.add("no dead letter " + expected.get(bytes) + " of " + names.get(bytes)));
        int again = evidence.deadLetters().size()
                - (int) evidence.deadLetters().stream()
                        .map(Evidence.Kept::bytes)
                        .distinct()
                        .count();
        return verdict(
                Invariant.DEAD_LETTERS_ARE_THE_BAD,
                violations,
                expected.size() + " expected, " + again + " written again");
    }

    private Verdict fewDuplicates() {
        Map<ReportId, Integer> unspoilt =
                new TreeMap<>(Comparator.comparing(ReportId::key).thenComparing(ReportId::at));
        for (Evidence.Accepted report : evidence.accepted()) {
            if (!report.spoilt()) {
                unspoilt.merge(new ReportId(report.key(), report.at()), 1, Integer::sum);
            }
        }
        Map<String, Integer> doubts = doubtsByKey();
        List<String> again = new ArrayList<>();
        int explained = 0;
        int unexplained = 0;
        for (Map.Entry<ReportId, Integer> entry : unspoilt.entrySet()) {
            ReportId report = entry.getKey();
            int repeats = entry.getValue() - 1;
            int ofDoubts = Math.min(repeats, doubts.getOrDefault(report.key(), 0));
            doubts.merge(report.key(), -ofDoubts, Integer::sum);
            explained += ofDoubts;
            unexplained += repeats - ofDoubts;
            if (repeats > ofDoubts) {
                again.add(report.key() + " of " + report.at() + ": " + entry.getValue() + " times, " + ofDoubts
                        + " of them for a doubt");
            }
        }
        int bound = limits.duplicatesPerDisruption() * evidence.disruptions();
        return verdict(
                Invariant.FEW_DUPLICATES,
                unexplained > bound ? again : List.of(),
                unexplained + " of at most " + bound + ", after " + evidence.disruptions() + " disruptions; and "
                        + explained + " for calls that may have come in late");
    }

    /** A report that may have come in late has the newest state of its key repeated once. */
    private Map<String, Integer> doubtsByKey() {
        Map<String, Integer> doubts = new HashMap<>();
        evidence.accepted().stream()
                .filter(Evidence.Accepted::spoilt)
                .forEach(report -> doubts.merge(report.key(), 1, Integer::sum));
        evidence.calls().stream()
                .filter(call -> !call.taken())
                .forEach(call -> doubts.merge(call.key(), 1, Integer::sum));
        return doubts;
    }

    private Verdict recovers() {
        if (evidence.recovery().isEmpty()) {
            return verdict(
                    Invariant.RECOVERS,
                    List.of("not settled within " + limits.recovery()),
                    "limit " + limits.recovery());
        }
        Duration took = evidence.recovery().get();
        return verdict(
                Invariant.RECOVERS,
                took.compareTo(limits.recovery()) > 0 ? List.of("took " + took) : List.of(),
                took.toMillis() + " ms");
    }
}
