package org.parkingrelay.intake;

import java.util.List;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.mapping.Mappings;

/** Reads the events of a record: by the mapping of its topic, or as the canonical contract where the topic has none. */
public final class RecordReader {

    private final EventDecoder canonical = new EventDecoder();
    private final Mappings mappings;

    public RecordReader(Mappings mappings) {
        this.mappings = mappings;
    }

    /** What the record holds, one result for each event, at least one. Never throws for any bytes. */
    public List<Decoded> read(GateRecord record) {
        return mappings.of(record.topic())
                .map(mapping -> mapping.decode(record))
                .orElseGet(() -> List.of(canonical.decode(record)));
    }
}
