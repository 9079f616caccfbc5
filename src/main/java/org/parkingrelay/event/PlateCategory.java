package org.parkingrelay.event;

/**
 * What the pattern of a plate says about its vehicle. {@code P} stands for a province's short name, {@code A} for the
 * letter of the issuing authority, {@code S} for a digit or a letter other than I and O. Information only: a plate of no
 * known pattern is looked up like any other.
 */
public enum PlateCategory {
    /** Blue, yellow and black plates: {@code P A S5}. */
    ORDINARY,
    /** Small new-energy vehicles: {@code P A [A-HJK] S d4}. */
    NEV_SMALL,
    /** Large new-energy vehicles: {@code P A d5 [A-HJK]}. */
    NEV_LARGE,
    /** Trailers: {@code P A S4 挂}. */
    TRAILER,
    /** Driving schools: {@code P A S4..5 学}. */
    COACH,
    /** Police: {@code P A S4..5 警}. */
    POLICE,
    /** Hong Kong and Macau vehicles on the mainland: {@code 粤Z S4 [港澳]}. */
    HK_MACAU_CROSS,
    /** Consulates: {@code P A d4 领} and {@code P d3 S2 领}. */
    CONSULATE,
    /** Fire and rescue: {@code P A d4 应急}. */
    EMERGENCY,
    /** Tractors: {@code P d7}. */
    TRACTOR,
    /** Test and oversize vehicles: {@code P A S4..5 [试超]}. */
    TEST,
    /** Temporary paper plates: {@code P A S4..6 临}; not verified against the standard. */
    TEMPORARY,
    /** Starts like a plate, has no pattern of the table. */
    UNKNOWN
}
