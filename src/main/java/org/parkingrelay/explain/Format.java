package org.parkingrelay.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.intake.RecordReader;
import org.parkingrelay.mapping.Mapping;
import org.parkingrelay.mapping.MappingException;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.telemetry.Meters;

/** How records are read: by one mapping, or as the configuration has it. */
public final class Format {

    private final Function<GateRecord, List<Decoded>> reader;
    private final Function<String, Optional<Mapping>> mappings;

    private Format(Function<GateRecord, List<Decoded>> reader, Function<String, Optional<Mapping>> mappings) {
        this.reader = reader;
        this.mappings = mappings;
    }

    /** Every record by this mapping. */
    public static Format of(Mapping mapping) {
        return new Format(mapping::decode, topic -> Optional.of(mapping));
    }

    /** Each record by the mapping of its topic, as the relay reads it that serves. */
    public static Format of(Mappings mappings) {
        return new Format(new RecordReader(mappings, new Meters(new SimpleMeterRegistry()))::read, mappings::of);
    }

    boolean hasMapping(GateRecord record) {
        return mappings.apply(record.topic()).isPresent();
    }

    /** What the record holds, one result for each event. */
    List<Decoded> decode(GateRecord record) {
        return reader.apply(record);
    }

    /** The same events as canonical JSON, where the record can be read so far. */
    List<JsonNode> events(GateRecord record) {
        Optional<Mapping> mapping = mappings.apply(record.topic());
        try {
            return mapping.isPresent()
                    ? mapping.get().events(record)
                    : CanonicalJson.of(record).stream().toList();
        } catch (StrictJson.NotJsonException | MappingException e) {
            return List.of();
        }
    }
}
