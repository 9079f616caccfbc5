package org.parkingrelay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;

/** The field of a request that names a car; read as those of the gates are. */
final class PlateField {

    /** More than any car's plates, fewer than a list of cars. */
    private static final int LONGEST_PLATE_NUMBER = 64;

    private PlateField() {}

    /** The plates of the car, the first one first. */
    static List<Plate> read(String field, @Nullable String plateNumber) {
        if (plateNumber == null) {
            throw ProblemException.field(field, "is missing; expected is a plate such as 粤B12345");
        }
        if (plateNumber.length() > LONGEST_PLATE_NUMBER) {
            throw ProblemException.field(
                    field, "is too long; expected are at most " + LONGEST_PLATE_NUMBER + " characters");
        }
        PlateReading reading = PlateNormaliser.read(plateNumber);
        if (reading instanceof PlateReading.Legible legible) {
            return legible.all();
        }
        String refusal = reading instanceof PlateReading.Refused refused
                ? refused.reason().name()
                : "";
        throw ProblemException.field(field, "is not legible (" + refusal + "); expected is a plate such as 粤B12345");
    }
}
