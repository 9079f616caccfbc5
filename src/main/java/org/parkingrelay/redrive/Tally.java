package org.parkingrelay.redrive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.contract.StrictJson.NotJsonException;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.redrive.RefusedException.Kind;

/** A dry run under way: where it is and what it counted, all of which is in its cursor. Mutable; for one thread. */
final class Tally {

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 249;
    private static final String OTHER = "other";
    private static final Set<String> REASONS =
            Arrays.stream(DeadLetterReason.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    final Map<Integer, Long> ends;
    final long total;
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<String, Long> byReason = new TreeMap<>();
    private final Map<String, Long> byTopic = new TreeMap<>();
    private final Map<String, Long> byPartition = new TreeMap<>();
    Map<Integer, Long> positions;

    /** What is counted. */
    enum Count {
        SCANNED,
        MATCHING,
        DOABLE,
        NO_SOURCE,
        QUARANTINED,
        REDRIVEN,
        DISCARDED,
        EXPIRED,
        SUPERSEDED,
        UNJUDGED
    }

    private Tally(Map<Integer, Long> positions, Map<Integer, Long> ends, long total) {
        this.positions = positions;
        this.ends = ends;
        this.total = total;
    }

    static Tally begin(Bounds bounds, Selection selection) {
        return new Tally(
                bounds.starts(),
                bounds.ends(),
                selection.isNamed() ? selection.ids().size() : bounds.size());
    }

    void add(Count count, long more) {
        counts.merge(count, more, Long::sum);
    }

    /** Counts one that would be done. */
    void doable(DeadLetter letter) {
        add(Count.DOABLE, 1);
        // Anybody may have written the header; what is none of the relay's words may be personal.
        name(byReason, REASONS.contains(letter.reason()) ? letter.reason() : OTHER);
        letter.source().ifPresent(source -> {
            name(byTopic, source.topic());
            name(byPartition, source.topic() + "-" + source.partition());
        });
    }

    private static void name(Map<String, Long> names, String name) {
        boolean fits = name.length() <= LONGEST_NAME && (names.containsKey(name) || names.size() < MOST_NAMES);
        names.merge(fits ? name : OTHER, 1L, Long::sum);
    }

    private long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    List<String> topics() {
        return byTopic.keySet().stream().filter(name -> !name.equals(OTHER)).toList();
    }

    Preview preview(List<Preview.TopicNote> notes, boolean isComplete) {
        return new Preview(
                of(Count.SCANNED),
                total,
                of(Count.MATCHING),
                of(Count.DOABLE),
                of(Count.NO_SOURCE),
                of(Count.QUARANTINED),
                of(Count.REDRIVEN),
                of(Count.DISCARDED),
                of(Count.EXPIRED),
                of(Count.SUPERSEDED),
                of(Count.UNJUDGED),
                Map.copyOf(byReason),
                Map.copyOf(byTopic),
                Map.copyOf(byPartition),
                notes,
                isComplete ? Optional.empty() : Optional.of(cursor()));
    }

    private String cursor() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("total", total);
        write(json.putObject("positions"), positions);
        write(json.putObject("ends"), ends);
        write(json.putObject("counts"), counts);
        write(json.putObject("reasons"), byReason);
        write(json.putObject("topics"), byTopic);
        write(json.putObject("partitions"), byPartition);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ObjectNode json, Map<?, Long> numbers) {
        numbers.forEach((name, number) -> json.put(String.valueOf(name), number));
    }

    static Tally goOn(String cursor) {
        try {
            Fields json = new Fields(StrictJson.tree(Base64.getUrlDecoder().decode(cursor)));
            Tally tally =
                    new Tally(offsets(json.under("positions")), offsets(json.under("ends")), json.number("total"));
            numbers(json.under("counts")).forEach((name, number) -> tally.add(Count.valueOf(name), number));
            tally.byReason.putAll(numbers(json.under("reasons")));
            tally.byTopic.putAll(numbers(json.under("topics")));
            tally.byPartition.putAll(numbers(json.under("partitions")));
            return tally;
        } catch (NotJsonException | IllegalArgumentException e) {
            throw new RefusedException(Kind.WRONG, "cursor is none that was answered");
        }
    }

    private static Map<String, Long> numbers(Fields json) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String name : json.names()) {
            long number = json.number(name);
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
            numbers.put(name, number);
        }
        return numbers;
    }

    private static Map<Integer, Long> offsets(Fields json) {
        Map<Integer, Long> offsets = new TreeMap<>();
        numbers(json).forEach((partition, offset) -> offsets.put(Integer.valueOf(partition), offset));
        return offsets;
    }
}
