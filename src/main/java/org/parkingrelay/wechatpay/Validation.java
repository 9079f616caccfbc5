package org.parkingrelay.wechatpay;

/**
 * Whether a response may be believed.
 *
 * @param flaw what is wrong with it, in words that may be logged; empty where nothing is
 */
record Validation(String flaw) {

    static final Validation VALID = new Validation("");

    static Validation invalid(String flaw) {
        return new Validation(flaw);
    }

    boolean isValid() {
        return flaw.isEmpty();
    }
}
