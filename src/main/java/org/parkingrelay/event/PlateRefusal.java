package org.parkingrelay.event;

/** Why a recogniser's text is no plate that could be reported. Daily traffic, not an error. */
public enum PlateRefusal {
    /** Nothing, or a recogniser's word for a car without a plate. */
    NO_PLATE,
    /** Characters that recognisers put where they could not read. */
    UNREADABLE,
    /** Fewer than 7 characters: a truncated read. */
    TOO_SHORT,
    /** More than 9 characters. */
    TOO_LONG,
    /** A character that stands on no plate. */
    UNEXPECTED_CHAR,
    /** A filler such as five X, or a serial of letters only, which no authority issues. */
    PLACEHOLDER,
    /** The second character is not the letter of an authority. */
    BAD_AUTHORITY_LETTER,
    /** A number that the car park gave to a car without a plate. */
    VIRTUAL_PLATE,
    /** An embassy, the armed forces, civil aviation, or another country: WeChat Pay wants a province first. */
    NOT_PROVINCE
}
