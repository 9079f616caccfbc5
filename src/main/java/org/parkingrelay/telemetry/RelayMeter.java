package org.parkingrelay.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every meter of the relay. The reference page {@code src/docs/reference/meters.md} is this list, and a test keeps the two
 * together.
 */
public enum RelayMeter {
    /** Records by what became of them. */
    INTAKE_RECORDS(
            "relay.intake.records",
            Kind.COUNTER,
            "Records settled, by what became of them. Every record counts once here.",
            "disposition",
            "reason"),
    /** Records being worked on. */
    INTAKE_IN_FLIGHT(
            "relay.intake.in.flight",
            Kind.GAUGE,
            "Records taken from Kafka and not yet settled, waits for a retry included."),
    /** Bytes of records being worked on. */
    INTAKE_BYTES_IN_FLIGHT(
            "relay.intake.bytes.in.flight",
            Kind.GAUGE,
            "Bytes of the records in flight (at most about relay.intake.max-bytes-in-flight)."),
    /** Room for records being worked on. */
    INTAKE_PERMITS(
            "relay.intake.permits", Kind.GAUGE, "The most records that may be in flight (relay.intake.max-in-flight)."),
    /** The age of what holds a partition back. */
    INTAKE_OLDEST_UNSETTLED(
            "relay.intake.oldest.unsettled",
            Kind.GAUGE,
            "Seconds for which the oldest unsettled record could have been worked on; 0 where all are settled. In the retry topic they count from when the record is due."),
    /** How much is read again after a crash. */
    INTAKE_WINDOW(
            "relay.intake.window",
            Kind.GAUGE,
            "Records of one partition from the first unsettled to the newest that was taken, in the partition that has most (at most relay.intake.max-window)."),
    /** Commits that Kafka did not take. */
    INTAKE_COMMIT_FAILURES(
            "relay.intake.commit.failures",
            Kind.COUNTER,
            "Commits of offsets that failed; they are tried again and records are read again at worst."),
    /** Events, of which a record of a mapping may hold several. */
    INTAKE_EVENTS(
            "relay.intake.events",
            Kind.COUNTER,
            "Events by what became of them. A record counts as many as its mapping yields; one that is deferred counts again when it comes back.",
            "disposition",
            "reason"),
    /** Records of vendors' own formats. */
    MAPPING_RECORDS(
            "relay.mapping.records",
            Kind.COUNTER,
            "Records read by a mapping, by its file and what it yielded: events, nothing (no passage), or failed (some of it breaks the contract, or the expression failed).",
            "mapping",
            "result"),
    /** Files of mappings that changed. */
    MAPPING_RELOADS(
            "relay.mapping.reloads",
            Kind.COUNTER,
            "Changes of mappings and of the lane table, by whether the new file was taken or refused because it is wrong.",
            "result"),
    /** How far gates' clocks are off. */
    GATE_CLOCK_SKEW(
            "relay.gate.clock.skew",
            Kind.GAUGE,
            "Seconds by which a lane's clock is ahead of its records' timestamps (behind where negative): the largest difference of the last 5 to 10 minutes, since delays on the way only lessen it. Replayed events do not count; NaN where there was none. At most 1,000 lanes; further ones share the lane named other.",
            "lot",
            "lane"),
    /** Delay from gate to acceptance. */
    DELIVERY_LATENCY(
            "relay.delivery.latency",
            Kind.HISTOGRAM,
            "From the record's timestamp in Kafka to its acceptance by WeChat Pay, for forwarded records."),
    /** Attempts after the first. */
    DELIVERY_RETRIES(
            "relay.delivery.retries",
            Kind.COUNTER,
            "Attempts that ended in an outcome that is tried again, by that outcome.",
            "outcome"),
    /** Whether a credential's calls are made. */
    LANE_STATE(
            "relay.lane.state",
            Kind.GAUGE,
            "Whether the reports of a credential flow: 0 flowing, 1 paused with a probe under way, 2 paused.",
            "credential"),
    /** How often a credential may call. */
    LANE_RATE(
            "relay.lane.rate",
            Kind.GAUGE,
            "Calls a second that may be made with a credential now; below calls-per-second after WeChat Pay asked for fewer.",
            "credential"),
    /** Reports that wait in a lane. */
    LANE_WAITING(
            "relay.lane.waiting",
            Kind.GAUGE,
            "Reports of a credential that wait for its rate, or for the end of a pause.",
            "credential"),
    /** Pauses of lanes and circles. */
    LANE_PAUSES(
            "relay.lane.pauses",
            Kind.COUNTER,
            "Pauses of a credential (outage, throttled, refused_credential) or of one circle of it (refused_circle, same_rejections).",
            "credential",
            "reason"),
    /** Steps of the store. */
    STORE_ANSWERS(
            "relay.store.answers",
            Kind.TIMER,
            "Steps that the store answered, with their duration: lookup (members of a plate, or which of a poll's plates nobody bound; not strangers whom the file's filter knows), state (what WeChat Pay was told), binding (changes of members).",
            "step"),
    /** Steps that the store did not answer. */
    STORE_FAILURES(
            "relay.store.failures",
            Kind.COUNTER,
            "Steps that the store did not answer, by why; each is tried again. Reasons: timeout, unreachable, file, closed, format_differs, data_lost, filling, or Redis' own word such as oom or noauth.",
            "step",
            "reason"),
    /** How long the store has not answered. */
    STORE_FAILING(
            "relay.store.failing",
            Kind.GAUGE,
            "Seconds for which a step of the store has failed; 0 where it is answered.",
            "step"),
    /** Records that went to the retry topic. */
    RETRY_WRITE_FAILURES(
            "relay.retry.write.failures",
            Kind.COUNTER,
            "Attempts to write to the retry topic that Kafka did not confirm; the record is held and the write tried again."),
    /** Calls of WeChat Pay. */
    WECHATPAY_CALLS(
            "relay.wechatpay.calls",
            Kind.HISTOGRAM,
            "Calls of WeChat Pay with their duration, signature included, by classified outcome and host.",
            "outcome",
            "host"),
    /** Whether the primary host goes first. */
    WECHATPAY_PRIMARY_HEALTHY(
            "relay.wechatpay.primary.healthy",
            Kind.GAUGE,
            "1 while calls go to the primary host first, 0 while the backup goes first because fewer than 90 % of the primary's last calls were answered."),
    /** Days to the end of certificates. */
    WECHATPAY_KEY_DAYS(
            "relay.wechatpay.certificate.days",
            Kind.GAUGE,
            "Days until a certificate ends: the merchant's own, or the first of the platform's. NaN where none is known.",
            "credential",
            "certificate"),
    /** Key files that changed. */
    WECHATPAY_KEY_RELOADS(
            "relay.wechatpay.key.reloads",
            Kind.COUNTER,
            "Changes of key files, by whether the new set was taken or refused because it does not fit.",
            "result"),
    /** Dead letters that could not be written. */
    DEAD_LETTER_WRITE_FAILURES(
            "relay.dead.letter.write.failures",
            Kind.COUNTER,
            "Attempts to write a dead letter that Kafka did not confirm; the record is held and the write tried again."),
    /** Outcomes of events, written or lost. */
    OUTCOME_RECORDS(
            "relay.outcome.records",
            Kind.COUNTER,
            "What became of events, for tracing cars, by lines: written to relay.outcome.topic, or lost because there is no such topic (no_topic), Kafka does not allow it (not_allowed) or did not confirm it (not_confirmed), more came than could be written (full), the relay itself had a fault (fault), or the store had not yet said how cars are hashed (no_key). Nothing waits for them.",
            "result"),
    /** Bound plates. */
    LOOKUP_PLATES(
            "relay.lookup.plates", Kind.GAUGE, "Pairs of app id and plate in the embedded store that have a member."),
    /** Records of the bindings' topic. */
    BINDING_RECORDS(
            "relay.binding.records",
            Kind.COUNTER,
            "Records of relay.lookup.topic by what came of them: bound or ended, unchanged (it was so before), older (a later change is known), bad (left out, by the part that is wrong: key, app_id, plate, openid, value, updated_at, or store where that has something else in its place).",
            "result",
            "reason"),
    /** How far the store is behind the topic. */
    BINDING_LAG(
            "relay.binding.lag",
            Kind.GAUGE,
            "Offsets of relay.lookup.topic that are not yet read into the store, those that hold no record included; -1 where there is no topic.");

    /** What a meter measures with. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** A state, read when asked. */
        GAUGE,
        /** Counts and sums durations. */
        TIMER,
        /** A timer that also counts the durations up to each of {@link #BOUNDS}. */
        HISTOGRAM
    }

    /** From a call that goes well to an event that had to wait; a second is what is promised. */
    public static final List<Duration> BOUNDS = Stream.of(
                    50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toList();

    private final String id;
    private final Kind kind;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> tags;

    RelayMeter(String id, Kind kind, String description, String... tags) {
        this.id = id;
        this.kind = kind;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** The dotted name; Prometheus shows it with underscores and the suffix of its kind. */
    public String id() {
        return id;
    }

    /** What it measures with. */
    public Kind kind() {
        return kind;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** The names of its tags, in the order in which values are given. */
    public List<String> tags() {
        return tags;
    }
}
