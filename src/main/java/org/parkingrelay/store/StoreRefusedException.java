package org.parkingrelay.store;

/** The store answers and must not be used as it is. */
public final class StoreRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * With the reason.
     *
     * @param reason a lower-case word, as metrics and health show it
     */
    public StoreRefusedException(String reason) {
        super("the store is not used: " + reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
