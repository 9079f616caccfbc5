package org.parkingrelay.event;

import java.util.ArrayList;
import java.util.List;

/** What a recogniser's text was read as: a plate to look up, or the reason why there is none. */
public sealed interface PlateReading {

    /**
     * A plate that can be reported.
     *
     * @param plate the first reportable plate of the text
     * @param alternates further plates of the same car (Hong Kong, Macau), for the look-up only
     */
    record Legible(Plate plate, List<Plate> alternates) implements PlateReading {

        public Legible {
            alternates = List.copyOf(alternates);
        }

        /** Every plate of the car, the first one first. */
        public List<Plate> all() {
            if (alternates.isEmpty()) {
                return List.of(plate);
            }
            List<Plate> plates = new ArrayList<>();
            plates.add(plate);
            plates.addAll(alternates);
            return plates;
        }
    }

    /**
     * Nothing to report.
     *
     * @param reason why
     * @param detail for {@link PlateRefusal#NOT_PROVINCE} what kind of plate it looks like, else empty; never the text
     */
    record Refused(PlateRefusal reason, String detail) implements PlateReading {}
}
