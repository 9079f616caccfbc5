package org.parkingrelay.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.contract.Wrapper;

/** Shows a canonical event bare, whatever its wrapper. Only for the eye: what counts is what the decoder reads. */
final class CanonicalJson {

    private CanonicalJson() {}

    /** The event, or none where the value is no JSON object. */
    static Optional<JsonNode> of(GateRecord record) throws StrictJson.NotJsonException {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        JsonNode root = StrictJson.tree(value);
        if (!root.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (Wrapper.of(record, root)) {
                    case STRUCTURED -> bare(root.path("data"), root.path("id"), root.path("time"));
                    case BINARY -> bare(root, text(record.header("ce_id")), text(record.header("ce_time")));
                    case BARE -> root;
                });
    }

    private static JsonNode bare(JsonNode data, JsonNode id, JsonNode time) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (!id.isMissingNode()) {
            event.set("eventId", id);
        }
        data.properties().forEach(field -> event.set(field.getKey(), field.getValue()));
        if (!id.isMissingNode()) {
            event.set("eventId", id);
        }
        JsonNode own = data.path("occurredAt");
        if ((own.isMissingNode() || own.isNull()) && !time.isMissingNode()) {
            event.set("occurredAt", time);
        }
        return event;
    }

    private static JsonNode text(@Nullable String header) {
        return header == null ? JsonNodeFactory.instance.missingNode() : TextNode.valueOf(header);
    }
}
