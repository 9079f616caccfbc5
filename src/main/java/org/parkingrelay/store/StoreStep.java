package org.parkingrelay.store;

import java.util.Locale;

/** What the store is asked for. Its steps can fail apart: a Redis that is full still answers look-ups. */
public enum StoreStep {
    /** Who bound a plate. */
    LOOKUP,
    /** What WeChat Pay was told. */
    STATE,
    /** Making and ending bindings. */
    BINDING;

    /** As metrics and health show it. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
