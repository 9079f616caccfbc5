package org.parkingrelay.deadletter;

import java.util.List;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.mapping.Mappings;

/** Reads the events of a dead letter as the intake would: by the mapping of the topic that it came from. */
public final class LetterReading {

    private final EventDecoder canonical = new EventDecoder();
    private final Mappings mappings;

    public LetterReading(Mappings mappings) {
        this.mappings = mappings;
    }

    /** What the letter holds; nothing where nobody knows where it came from. Never throws for any bytes. */
    public List<Decoded> read(DeadLetter letter) {
        return letter.source()
                .map(source -> new GateRecord(source.topic(), source.timestamp(), letter.raw()))
                .map(record -> mappings.of(record.topic())
                        .map(mapping -> mapping.decode(record))
                        .orElseGet(() -> List.of(canonical.decode(record))))
                .orElse(List.of());
    }

    /** The events among what the letter holds. */
    public List<PassageEvent> events(DeadLetter letter) {
        return read(letter).stream()
                .filter(Decoded.Event.class::isInstance)
                .map(decoded -> ((Decoded.Event) decoded).event())
                .toList();
    }
}
