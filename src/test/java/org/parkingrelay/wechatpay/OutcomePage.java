package org.parkingrelay.wechatpay;

/** The table of outcomes as a page, for the reference. */
public final class OutcomePage {

    private OutcomePage() {}

    public static String markdown() {
        StringBuilder rows = new StringBuilder();
        for (OutcomeTable.Row row : OutcomeTable.rows()) {
            rows.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            status(row.status()),
                            row.code().equals(OutcomeTable.ANY_CODE)
                                    ? "any"
                                    : row.code().isEmpty() ? "none" : "`" + row.code() + "`",
                            row.hint().isEmpty() ? "" : "contains `" + row.hint() + "`",
                            row.kind().tag().replace('_', ' '),
                            row.why()));
        }
        return """
                # Outcomes

                For operators: what the relay makes of an answer of WeChat Pay. The first row that matches decides. The message is looked at
                only where one code means two things.

                - accepted: 200 or 204 whose signature verifies.
                - in doubt: 200 or 204 whose signature does not verify or is missing, another 2xx, an error whose signature is there and does
                  not verify, or no answer after the request may have left.
                - unavailable: also 202, anything that is neither 2xx, 4xx nor 5xx, and no connection.

                Accepted ends the report; rejected makes a dead letter; every other outcome is tried again while the event matters.

                | status | code | message | outcome | because |
                |---|---|---|---|---|
                %s""".formatted(rows);
    }

    private static String status(int status) {
        return switch (status) {
            case OutcomeTable.ANY_STATUS -> "any";
            case 4, 5 -> status + "xx";
            default -> String.valueOf(status);
        };
    }
}
