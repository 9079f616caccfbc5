package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;

/**
 * Why a request was not done, as RFC 9457 has it.
 *
 * @param status of HTTP
 * @param title what the status is called, since the problems have no types of their own
 * @param detail which field, and what was expected; never a value
 */
public record Problem(int status, String title, String detail) {

    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        return new Problem(status, known == null ? "Problem" : known.getReasonPhrase(), detail);
    }
}
