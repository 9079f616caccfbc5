package org.parkingrelay.telemetry;

/** The trace of one record while it is worked on. Nothing that it is given is personal. Thread-safe. */
public interface Trace {

    /** Of a record that is not traced. */
    Trace NONE = new Trace() {
        @Override
        public Step lookup() {
            return Step.NONE;
        }

        @Override
        public Call call(String credential) {
            return Call.NONE;
        }

        @Override
        public void end(String disposition, String reason) {
            // Not traced.
        }
    };

    /** Something within it that takes time. */
    @FunctionalInterface
    interface Step {
        /** Of a record that is not traced. */
        Step NONE = result -> {};

        /** Ends it with what it came to. */
        void end(String result);
    }

    /** A report to WeChat Pay. */
    @FunctionalInterface
    interface Call {
        /** Of a record that is not traced. */
        Call NONE = (outcome, host, status, code, requestId) -> {};

        /**
         * Ends it.
         *
         * @param outcome in lower case
         * @param host that answered, or did not
         * @param status the HTTP status, 0 where no response came
         * @param code WeChat Pay's error code, empty where there is none
         * @param requestId WeChat Pay's, empty where there is none
         */
        void end(String outcome, String host, int status, String code, String requestId);
    }

    /** Begins the look-up of a plate's members. */
    Step lookup();

    /** Begins a report that is signed by a credential. */
    Call call(String credential);

    /** Ends the trace with what became of the record. */
    void end(String disposition, String reason);
}
