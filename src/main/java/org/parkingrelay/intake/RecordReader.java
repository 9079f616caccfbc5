package org.parkingrelay.intake;

import java.util.List;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.mapping.Mapping;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Reads the events of a record: by the mapping of its topic, or as the canonical contract where the topic has none. */
public final class RecordReader {

    private final EventDecoder canonical = new EventDecoder();
    private final Mappings mappings;

    private final Meters meters;

    public RecordReader(Mappings mappings, Meters meters) {
        this.mappings = mappings;
        this.meters = meters;
    }

    /** What the record holds, one result for each event, at least one. Never throws for any bytes. */
    public List<Decoded> read(GateRecord record) {
        return mappings.of(record.topic())
                .map(mapping -> counted(mapping, mapping.decode(record)))
                .orElseGet(() -> List.of(canonical.decode(record)));
    }

    /** Whether a topic's records are read as the canonical contract. */
    boolean isCanonical(String topic) {
        return mappings.of(topic).isEmpty();
    }

    /** The event of a record of such a topic. Never throws for any bytes. */
    Decoded readCanonical(GateRecord record) {
        return canonical.decode(record);
    }

    private List<Decoded> counted(Mapping mapping, List<Decoded> decoded) {
        String result = decoded.stream().allMatch(Decoded.Event.class::isInstance)
                ? "events"
                : decoded.stream().allMatch(Decoded.NotAnEvent.class::isInstance) ? "nothing" : "failed";
        meters.counter(RelayMeter.MAPPING_RECORDS, mapping.name(), result).increment();
        return decoded;
    }
}
