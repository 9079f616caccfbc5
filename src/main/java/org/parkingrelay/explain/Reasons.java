package org.parkingrelay.explain;

import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.event.PlateRefusal;

/** For each reason a sentence on what it means, and one on what to do. */
final class Reasons {

    private Reasons() {}

    static String why(SkipReason reason) {
        return switch (reason) {
            case NOT_A_MEMBER -> "nobody bound the plate";
            case NO_PLATE -> "the car has no plate";
            case UNREADABLE_PLATE -> "the camera could not read the plate";
            case PLATE_NOT_REPORTABLE -> "WeChat Pay takes no such plate";
            case FILTERED -> "it is of a kind that the contract does not know";
            case INNER_GATE -> "the gate is inside the car park (boundary INNER), so the car was in the mall already";
            case DUPLICATE -> "the same passage was reported before";
            case SUPERSEDED -> "a later state was reported before";
            case EXPIRED -> "it is too old to matter";
        };
    }

    static String toDo(SkipReason reason) {
        return switch (reason) {
            case NO_PLATE, UNREADABLE_PLATE, PLATE_NOT_REPORTABLE ->
                "nothing, if that is what the camera read; else see which field plateNumber is taken from";
            case FILTERED -> "nothing, if it is no passage; known kinds are PASSAGE, CORRECTION and CANCELLATION";
            case INNER_GATE -> "nothing, if it is so; gates to the street have the boundary OUTER, or none";
            case EXPIRED -> "send events within minutes; relay.delivery.max-age says how old they may be";
            case NOT_A_MEMBER, DUPLICATE, SUPERSEDED -> "";
        };
    }

    static String toDo(DeadLetterReason reason, boolean hasMapping) {
        return switch (reason) {
            case UNDECODABLE ->
                "send one JSON value in UTF-8 in each record (--lines takes each line of a file for one)";
            case INVALID ->
                hasMapping
                        ? "mend the mapping, or give what it asks for: the lane table with --lanes, $record.topic with --topic; for what"
                                + " is no passage it may yield nothing"
                        : "mend the named fields; a vendor's own format needs a mapping (--mapping, --examples)";
            case UNKNOWN_LOT -> "add relay.lots.\"<lotId>\", or relay.lots.\"*\" for all car parks";
            case FUTURE_TIME ->
                "set the gate's clock, and see that the time has the right offset: +08:00 in China, not Z";
            case REJECTED, RETRIES_EXHAUSTED -> "";
        };
    }

    /** What is wrong with a plate, and what it looks like instead. */
    static String of(PlateReading.Refused plate) {
        return plate.detail().isEmpty() ? why(plate.reason()) : why(plate.reason()) + " (" + plate.detail() + ")";
    }

    private static String why(PlateRefusal reason) {
        return switch (reason) {
            case NO_PLATE -> "a car without a plate";
            case UNREADABLE -> "holds characters that stand for what could not be read";
            case TOO_SHORT -> "fewer than 7 characters, so a part is missing";
            case TOO_LONG -> "more than 9 characters";
            case UNEXPECTED_CHAR -> "holds a character that stands on no plate";
            case PLACEHOLDER -> "a filler, which no authority issues";
            case BAD_AUTHORITY_LETTER -> "the second character is not the letter of an authority";
            case VIRTUAL_PLATE -> "a number that the car park gave to a car without a plate";
            case NOT_PROVINCE -> "does not begin with a province";
        };
    }
}
