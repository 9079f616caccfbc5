package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How a record carries its event. */
public enum Wrapper {
    /** The value is a whole CloudEvent. */
    STRUCTURED,
    /** A CloudEvent whose attributes are headers with {@code ce_} before their names. */
    BINARY,
    /** The value is the event. */
    BARE;

    private static final String STRUCTURED_TYPE = "application/cloudevents";

    /**
     * The wrapper of a record.
     *
     * @param root its value, a JSON object
     */
    public static Wrapper of(GateRecord record, JsonNode root) {
        // Tools such as kcat send no content type, so the shape decides too.
        boolean isStructured = root.path("specversion").isTextual() && root.has("data");
        return isStructured ? STRUCTURED : byHeaders(record);
    }

    /** What a record's headers say of its wrapper; {@link #BARE} where they say nothing. */
    static Wrapper byHeaders(GateRecord record) {
        String contentType = record.header("content-type");
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED_TYPE)) {
            return STRUCTURED;
        }
        return record.header("ce_specversion") != null || record.header("ce_id") != null ? BINARY : BARE;
    }
}
