package org.parkingrelay.event;

/**
 * A plate in the form that WeChat Pay takes as {@code plate_number}: a province's short name, then upper-case letters,
 * digits and the characters of special plates, without separators. Only {@link PlateNormaliser} makes one.
 *
 * @param text 7 to 9 characters; personal data
 * @param category what the text's pattern says about the vehicle
 */
public record Plate(String text, PlateCategory category) {

    /** Hides the text: a plate is personal data and must not reach a log. */
    @Override
    public String toString() {
        return "Plate[" + category + "]";
    }
}
