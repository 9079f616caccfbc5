package org.parkingrelay.redrive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;

/** What somebody ordered, as JSON in the journal. */
final class OrderText {

    private OrderText() {}

    static ObjectNode write(JobOrder order) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", order.kind().tag())
                .put("rate", order.rate())
                .put("canary", order.canary())
                .put("force", order.force())
                .put("reason", order.reason());
        if (order.selection().isNamed()) {
            texts(
                    json,
                    "letters",
                    order.selection().ids().stream().map(LetterId::text).toList());
        } else {
            json.set("filter", write(order.selection().filter()));
        }
        order.difference().ifPresent(difference -> {
            ObjectNode edited = json.putObject("difference").put("line", difference.line());
            texts(edited, "before", difference.before());
            texts(edited, "after", difference.after());
        });
        return json;
    }

    private static ObjectNode write(LetterFilter filter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        filter.from().ifPresent(time -> json.put("from", time.toString()));
        filter.until().ifPresent(time -> json.put("until", time.toString()));
        filter.circle().ifPresent(circle -> json.put("circle", circle));
        filter.lot().ifPresent(lot -> json.put("lot", lot));
        filter.gate().ifPresent(gate -> json.put("gate", gate));
        filter.text().ifPresent(text -> json.put("text", text));
        filter.cause().ifPresent(cause -> json.put("cause", cause));
        filter.minAttempts().ifPresent(least -> json.put("minAttempts", least));
        filter.maxAttempts().ifPresent(most -> json.put("maxAttempts", most));
        texts(json, "reasons", filter.reasons());
        texts(json, "codes", filter.codes());
        texts(json, "plates", filter.plates().stream().map(Plate::text).toList());
        texts(json, "states", filter.states().stream().map(Enum::name).toList());
        return json;
    }

    private static void texts(ObjectNode json, String name, Collection<String> texts) {
        ArrayNode items = json.putArray(name);
        texts.forEach(items::add);
    }

    static JobOrder read(Fields json) {
        Selection selection = json.has("letters")
                ? Selection.of(
                        json.texts("letters").stream().map(JournalText::letter).toList())
                : Selection.of(filter(json.under("filter")));
        Optional<Difference> difference =
                json.has("difference") ? Optional.of(difference(json.under("difference"))) : Optional.empty();
        return new JobOrder(
                kind(json.text("kind")),
                selection,
                json.smallNumber("rate"),
                json.smallNumber("canary"),
                json.flag("force"),
                json.text("reason"),
                difference);
    }

    private static Difference difference(Fields json) {
        return new Difference(json.smallNumber("line"), json.texts("before"), json.texts("after"));
    }

    private static LetterFilter filter(Fields json) {
        return new LetterFilter(
                json.maybeText("from").map(Instant::parse),
                json.maybeText("until").map(Instant::parse),
                Set.copyOf(json.texts("reasons")),
                Set.copyOf(json.texts("codes")),
                json.maybeText("circle"),
                json.maybeText("lot"),
                json.maybeText("gate"),
                json.texts("plates").stream()
                        .flatMap(text -> plates(text).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                attempts(json, "minAttempts"),
                attempts(json, "maxAttempts"),
                json.maybeText("text"),
                json.texts("states").stream().map(LetterState::valueOf).collect(Collectors.toUnmodifiableSet()),
                json.maybeText("cause"));
    }

    private static OptionalInt attempts(Fields json, String name) {
        return json.has(name) ? OptionalInt.of(json.smallNumber(name)) : OptionalInt.empty();
    }

    /** Its one reading, since it is a plate already. */
    private static List<Plate> plates(String text) {
        if (PlateNormaliser.read(text) instanceof PlateReading.Legible legible) {
            return legible.all().stream()
                    .filter(plate -> plate.text().equals(text))
                    .toList();
        }
        throw new IllegalArgumentException("no plate");
    }

    static JobKind kind(String tag) {
        return JobKind.tagged(tag).orElseThrow(() -> new IllegalArgumentException("no kind"));
    }
}
