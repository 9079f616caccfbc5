package org.parkingrelay.binding;

import java.util.List;
import java.util.Locale;
import org.parkingrelay.lookup.BindingChange;

/** What a record of the bindings' topic was read as. */
sealed interface BindingRecord {

    /**
     * A binding was made or ended.
     *
     * @param changes one for each plate that the record names, at least one
     */
    record Good(List<BindingChange> changes) implements BindingRecord {

        public Good {
            changes = List.copyOf(changes);
        }

        /** Whether the binding was made; else it was ended. */
        boolean isBound() {
            return changes.get(0).isBound();
        }
    }

    /**
     * Not what the contract says.
     *
     * @param explanation names the field and what was expected, never the value
     */
    record Bad(Flaw flaw, String explanation) implements BindingRecord {}

    /** What is wrong with a record. */
    enum Flaw {
        /** The key is no JSON object in UTF-8. */
        KEY,
        /** The app id is missing or none. */
        APP_ID,
        /** The plate is missing, or none that WeChat Pay would take. */
        PLATE,
        /** The openid is missing or none. */
        OPENID,
        /** The value is neither null nor a JSON object in UTF-8. */
        VALUE,
        /** When the binding was made is no time. */
        UPDATED_AT,
        /** The record is right; what the store has under its plate is not the relay's. */
        STORE;

        /** As metrics and logs show it. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
