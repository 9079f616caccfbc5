package org.parkingrelay.intake;

import org.parkingrelay.event.PassageEvent;

/** What a record's value turned out to be. Explanations name fields and expectations, never values. */
sealed interface Decoded {

    /** An event that keeps the contract. */
    record Event(PassageEvent event) implements Decoded {}

    /** Something that the contract asks readers to leave: a tombstone, or a CloudEvent of another type. */
    record NotAnEvent() implements Decoded {}

    /** Not JSON in UTF-8. */
    record Undecodable(String explanation) implements Decoded {}

    /** JSON that breaks the contract. */
    record Invalid(String explanation) implements Decoded {}
}
