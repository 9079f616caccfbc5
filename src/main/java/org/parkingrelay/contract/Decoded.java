package org.parkingrelay.contract;

import org.parkingrelay.event.PassageEvent;

/** What a record's value, or one part of it, turned out to be. Explanations name fields and expectations, never values. */
public sealed interface Decoded {

    /** An event that keeps the contract. */
    record Event(PassageEvent event) implements Decoded {}

    /** Something that is to be left: a tombstone, a CloudEvent of another type, what a mapping yields nothing for. */
    record NotAnEvent() implements Decoded {}

    /** Not JSON in UTF-8. */
    record Undecodable(String explanation) implements Decoded {}

    /** JSON that breaks the contract, or that its mapping cannot read. */
    record Invalid(String explanation) implements Decoded {}

    /** What is no JSON. */
    static Decoded undecodable(StrictJson.NotJsonException why) {
        return new Undecodable(String.valueOf(why.getMessage()));
    }
}
