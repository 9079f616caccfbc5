package org.parkingrelay.wechatpay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Code and message of an error response. Reading never fails: bodies may be empty, HTML or odd JSON. {@code detail} is not
 * read at all, because it echoes what was sent (D:4012081709).
 *
 * @param code empty where there is none; otherwise letters, digits and underscores
 * @param message for telling apart only, never logged
 */
record ErrorBody(String code, String message) {

    private static final ErrorBody NONE = new ErrorBody("", "");
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_CODE = 64;

    static ErrorBody read(byte[] body) {
        String code = "";
        String message = "";
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals("code")) {
                    code = json.getText();
                } else if (value == JsonToken.VALUE_STRING && field.equals("message")) {
                    message = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            return isCode(code) ? new ErrorBody(code, message) : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    /** What looks otherwise could be anything, and a code reaches logs and record headers. */
    private static boolean isCode(String text) {
        return text.length() <= LONGEST_CODE
                && text.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
    }

    /** Hides the message. */
    @Override
    public String toString() {
        return "ErrorBody[" + code + "]";
    }
}
