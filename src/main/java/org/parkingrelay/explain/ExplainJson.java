package org.parkingrelay.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.parkingrelay.delivery.Forecast.Foreseen;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.explain.Explanation.Part;

/** An explanation for tools. */
final class ExplainJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExplainJson() {}

    /** One JSON document on one line. */
    static String of(Explanation explanation) {
        ObjectNode document = NODES.objectNode();
        document.put("record", explanation.sample().name());
        document.put("topic", explanation.sample().record().topic());
        ArrayNode events = document.putArray("events");
        explanation.parts().forEach(part -> events.add(event(part)));
        return document.toString();
    }

    private static ObjectNode event(Part part) {
        ObjectNode node = NODES.objectNode();
        part.json().ifPresent(json -> node.set("event", json));
        part.passage().ifPresent(passage -> addPassage(node, passage));
        part.foreseen().ifPresent(foreseen -> addForeseen(node, foreseen));
        node.put("relay", part.fate().deed().name().toLowerCase(Locale.ROOT));
        put(node, "reason", part.fate().reason());
        node.put("explanation", part.fate().why());
        put(node, "toDo", part.fate().toDo());
        if (!part.notes().isEmpty()) {
            ArrayNode notes = node.putArray("notes");
            part.notes().forEach(notes::add);
        }
        return node;
    }

    private static void addPassage(ObjectNode node, PassageEvent event) {
        ObjectNode plate = node.putObject("plate");
        if (event.plate() instanceof PlateReading.Legible legible) {
            plate.put("text", legible.plate().text());
            plate.put("category", legible.plate().category().name());
            ArrayNode alternates = plate.putArray("alternates");
            legible.alternates().forEach(alternate -> alternates.add(alternate.text()));
        } else if (event.plate() instanceof PlateReading.Refused refused) {
            plate.put("refused", refused.reason().name());
            put(plate, "detail", refused.detail());
        }
    }

    private static void addForeseen(ObjectNode node, Foreseen foreseen) {
        foreseen.circle().ifPresent(circle -> node.put("circle", circle.name()));
        node.put("isLotChecked", foreseen.isLotJudged());
        if (foreseen.end().isEmpty()) {
            node.put("reportedAt", Times.text(foreseen.reportedAt()));
        }
        node.put("isExpiredNow", foreseen.isExpiredNow());
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }
}
