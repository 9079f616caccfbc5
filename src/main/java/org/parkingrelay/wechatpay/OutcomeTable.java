package org.parkingrelay.wechatpay;

import static org.parkingrelay.wechatpay.Outcome.Kind.REFUSED;
import static org.parkingrelay.wechatpay.Outcome.Kind.REJECTED;
import static org.parkingrelay.wechatpay.Outcome.Kind.THROTTLED;
import static org.parkingrelay.wechatpay.Outcome.Kind.UNAVAILABLE;

import java.util.List;
import java.util.Locale;

/**
 * What an answer other than success means: status, code and, where one code says two things, a word of the message. The
 * first row that matches decides. From the error lists of the API (D:4012535502, partner D:4012474127) and the general
 * rules (D:4012081717); {@code src/docs/reference/outcomes.md} is this table, and a test keeps the two together.
 */
final class OutcomeTable {

    /** Matches every status. */
    static final int ANY_STATUS = 0;

    /** Matches every code, and none. */
    static final String ANY_CODE = "*";

    /** Matches where the body names no code: then something between here and WeChat Pay answered. */
    static final String NO_CODE = "";

    /**
     * A row.
     *
     * @param status an HTTP status, its class as 4 or 5, or {@link #ANY_STATUS}
     * @param code WeChat Pay's code, {@link #ANY_CODE} or {@link #NO_CODE}
     * @param hint a part of the message in lower case, or empty; the wording is not contractual, so it only tells apart
     * @param kind the outcome
     * @param why what the row stands for, may be logged
     */
    record Row(int status, String code, String hint, Outcome.Kind kind, String why) {

        /** Whether this is the row of what no other row knows. */
        boolean isUnknownCode() {
            return status == 4 && code.equals(ANY_CODE);
        }

        boolean matches(int actualStatus, String actualCode, String lowerCaseMessage) {
            return (status == ANY_STATUS || status == actualStatus || status == actualStatus / 100)
                    && (code.equals(ANY_CODE) || code.equals(actualCode))
                    && lowerCaseMessage.contains(hint);
        }
    }

    private static final List<Row> ROWS = List.of(
            // Codes whose meaning does not depend on the status: 400 may be transient, 500 may be final, 403 may be a
            // rate.
            row(ANY_STATUS, "FREQUENCY_LIMITED", THROTTLED, "called too often"),
            row(ANY_STATUS, "FREQUENCY_LIMIT_EXCEED", THROTTLED, "called too often"),
            row(ANY_STATUS, "FREQUENCY_LIMIT", THROTTLED, "called too often"),
            row(ANY_STATUS, "FREQENCY_LIMIT", THROTTLED, "called too often (WeChat Pay's spelling)"),
            row(ANY_STATUS, "RATELIMIT_EXCEEDED", THROTTLED, "called too often"),
            row(ANY_STATUS, "RATE_LIMITED", THROTTLED, "called too often"),
            row(ANY_STATUS, "RULE_LIMIT", THROTTLED, "a limit of WeChat Pay's own rules"),
            row(ANY_STATUS, "RULELIMIT", THROTTLED, "a limit of WeChat Pay's own rules"),
            row(ANY_STATUS, "BIZ_ERR_NEED_RETRY", UNAVAILABLE, "WeChat Pay asks to try again"),
            row(ANY_STATUS, "OPENID_MISMATCH", REJECTED, "the openid does not belong to the app id"),
            row(ANY_STATUS, "USER_ACCOUNT_ABNORMAL", REJECTED, "the member's account is not in order"),
            row(ANY_STATUS, "ACCOUNT_ERROR", REJECTED, "the member's account is not in order"),
            row(ANY_STATUS, "MCH_NOT_EXISTS", REFUSED, "the merchant does not exist"),
            row(ANY_STATUS, "APPID_MCHID_NOT_MATCH", REFUSED, "app id and merchant do not belong together"),
            row(ANY_STATUS, "REQUEST_BLOCKED", REFUSED, "the merchant is blocked"),
            // The codes of this API.
            hint(
                    400,
                    "PARAM_ERROR",
                    "超出取值范围",
                    UNAVAILABLE,
                    "the time lies ahead of WeChat Pay's clock; waiting mends it"),
            hint(400, "PARAM_ERROR", "openid", REJECTED, "the openid is wrong"),
            hint(400, "PARAM_ERROR", "appid", REFUSED, "the app id is wrong"),
            hint(400, "PARAM_ERROR", "brand_id", REFUSED, "the brand id is wrong"),
            hint(400, "PARAM_ERROR", "brandid", REFUSED, "the brand id is wrong"),
            hint(400, "PARAM_ERROR", "sub_mch", REFUSED, "the sub-merchant is wrong"),
            row(400, "PARAM_ERROR", REJECTED, "a parameter of this report is wrong"),
            row(400, "INVALID_REQUEST", REFUSED, "the request breaks a rule of APIv3"),
            hint(403, "NO_AUTH", "openid", REJECTED, "the openid does not belong to the app id"),
            row(403, "NO_AUTH", REFUSED, "merchant, brand and app id do not belong together"),
            hint(403, "NOAUTH", "openid", REJECTED, "the openid does not belong to the app id"),
            row(403, "NOAUTH", REFUSED, "merchant, brand and app id do not belong together"),
            hint(500, "SYSTEM_ERROR", "唯一商圈", REFUSED, "the brand has not exactly one mall"),
            // What is left, by status (D:4012081717).
            row(429, ANY_CODE, THROTTLED, "called too often"),
            row(4, NO_CODE, UNAVAILABLE, "no code of WeChat Pay: something in between answered"),
            row(401, ANY_CODE, REFUSED, "signature, certificate, serial number or clock are not accepted"),
            row(404, ANY_CODE, REFUSED, "no such address or object"),
            row(405, ANY_CODE, REFUSED, "no such method"),
            row(
                    4,
                    ANY_CODE,
                    REJECTED,
                    "an error of this report that the relay does not know; unavailable where the answer is not signed"),
            row(5, ANY_CODE, UNAVAILABLE, "WeChat Pay failed"));

    private OutcomeTable() {}

    private static Row row(int status, String code, Outcome.Kind kind, String why) {
        return new Row(status, code, "", kind, why);
    }

    private static Row hint(int status, String code, String hint, Outcome.Kind kind, String why) {
        return new Row(status, code, hint, kind, why);
    }

    static List<Row> rows() {
        return ROWS;
    }

    /** The row for a 4xx or 5xx status; the last two rows match whatever the others did not. */
    static Row of(int status, String code, String message) {
        String lowerCase = message.toLowerCase(Locale.ROOT);
        return ROWS.stream()
                .filter(row -> row.matches(status, code, lowerCase))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an error status: " + status));
    }
}
