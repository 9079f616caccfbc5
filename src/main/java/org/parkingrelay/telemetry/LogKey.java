package org.parkingrelay.telemetry;

/** The fields of the relay's log lines: one spelling each. None of them can hold personal data. */
public enum LogKey {
    /** What a user did, in the audit log. */
    ACTION("action"),
    /** The app id whose members it is about. */
    APP_ID("appId"),
    /** Attempts made for one report, from 1. */
    ATTEMPT("attempt"),
    /** The circle's configured name. */
    CIRCLE("circle"),
    /** WeChat Pay's error code. */
    CODE("code"),
    /** The credential's configured name. */
    CREDENTIAL("credential"),
    /** The class of a fault in the relay or in what it uses. */
    FAULT("fault"),
    /** Which dead letters an action is about: times, reasons, states, and which other fields were used, without what was typed. */
    FILTER("filter"),
    /** The WeChat Pay host that was called. */
    HOST("host"),
    /** A job over dead letters. */
    JOB("job"),
    /** A key of the configuration. */
    KEY("key"),
    /** How many dead letters an action concerned. */
    LETTERS("letters"),
    /** How many members an action concerned. */
    MEMBERS("members"),
    /** Why a call was classified as it was, in the relay's own words; or what a client says of a connection. */
    NOTE("note"),
    /** The classified answer of a call. */
    OUTCOME("outcome"),
    /** Why a record was not forwarded. */
    REASON("reason"),
    /** The record as topic-partition-offset. */
    RECORD("record"),
    /** WeChat Pay's identification of a call, for its support. */
    REQUEST_ID("requestId"),
    /** What came of an action. */
    RESULT("result"),
    /** The HTTP status. */
    STATUS("status"),
    /** What the store was asked for. */
    STEP("step"),
    /** A Kafka topic. */
    TOPIC("topic"),
    /** Who logged in, as the users file calls them. */
    USER("user");

    private final String field;

    LogKey(String field) {
        this.field = field;
    }

    /** The field's name in a JSON log line, below {@code mdc}. */
    public String field() {
        return field;
    }
}
