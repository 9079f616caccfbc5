package org.parkingrelay.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Forecast.Foreseen;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.explain.Explanation.Part;
import org.parkingrelay.explain.Fate.Deed;

/** An explanation for people who do not know the code. */
final class ExplainText {

    private static final String MARGIN = "    ";
    private static final int LABEL_WIDTH = 8;
    private static final ObjectWriter JSON = new ObjectMapper().writer(printer());

    private ExplainText() {}

    private static DefaultPrettyPrinter printer() {
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    /** A paragraph for each event. */
    static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        int events = explanation.parts().size();
        for (int i = 0; i < events; i++) {
            Part part = explanation.parts().get(i);
            text.append(i == 0 ? "" : "\n").append(explanation.sample().name());
            if (events > 1) {
                text.append(", event ").append(i + 1).append(" of ").append(events);
            }
            text.append('\n');
            part.json().ifPresent(json -> line(text, "event", pretty(json)));
            part.passage().ifPresent(event -> {
                line(text, "plate", plate(event, part));
                line(text, "lot", part.foreseen().map(seen -> lot(event, seen)).orElse(event.lotId()));
            });
            line(text, "relay", relay(part.fate()));
            if (!part.fate().toDo().isEmpty()) {
                line(text, "to do", part.fate().toDo());
            }
            part.notes().forEach(note -> line(text, "note", note));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(MARGIN)
                .append(label)
                .append(" ".repeat(LABEL_WIDTH - label.length()))
                .append(content.replace("\n", "\n" + MARGIN + " ".repeat(LABEL_WIDTH)))
                .append('\n');
    }

    private static String pretty(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static String plate(PassageEvent event, Part part) {
        String raw = part.json()
                .map(json -> json.path("plateNumber").asText())
                .filter(text -> !text.isEmpty())
                .orElse("(none)");
        if (event.plate() instanceof PlateReading.Refused refused) {
            return raw + " → " + Reasons.of(refused);
        }
        PlateReading.Legible legible = (PlateReading.Legible) event.plate();
        StringBuilder text = new StringBuilder(raw + " → " + named(legible.plate()));
        for (int i = 0; i < legible.alternates().size(); i++) {
            text.append(i == 0 ? "; also looked up: " : ", ")
                    .append(named(legible.alternates().get(i)));
        }
        return text.toString();
    }

    private static String named(Plate plate) {
        return plate.text() + " (" + plate.category() + ")";
    }

    private static String lot(PassageEvent event, Foreseen foreseen) {
        if (!foreseen.isLotJudged()) {
            return event.lotId() + "; no relay.lots is configured here, so it is not checked";
        }
        return event.lotId()
                + foreseen.circle()
                        .map(circle -> " → circle '" + circle.name() + "'")
                        .orElse(", of which no circle is configured");
    }

    private static String relay(Fate fate) {
        if (fate.deed() == Deed.REPORTS) {
            return fate.why();
        }
        String verdict = fate.deed().word() + " it: " + fate.reason();
        // Where several fields are wrong, each on a line of its own.
        return fate.reason().equals(DeadLetterReason.INVALID.name())
                        && fate.why().contains("; ")
                ? verdict + "\n  " + fate.why().replace("; ", "\n  ")
                : verdict + " — " + fate.why();
    }
}
