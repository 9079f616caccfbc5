package org.parkingrelay.standin;

/**
 * An error as WeChat Pay answers it.
 *
 * @param status the HTTP status
 * @param code for programs
 * @param message for people, in Chinese as by default
 * @param field the place of what is wrong, empty where there is none
 */
record Refusal(int status, String code, String message, String field) {

    static Refusal parameter(String field, String message) {
        return new Refusal(400, "PARAM_ERROR", message, "/" + field);
    }

    static Refusal invalidRequest(String message) {
        return new Refusal(400, "INVALID_REQUEST", message, "");
    }

    static Refusal signature(String message) {
        return new Refusal(401, "SIGN_ERROR", message, "");
    }

    static Refusal noAuthority(String message) {
        return new Refusal(403, "NO_AUTH", message, "");
    }
}
