package org.parkingrelay.standin;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param headers by lower-case name
 * @param body the text of the bytes that were signed
 */
record ReceivedReport(String method, String path, Map<String, String> headers, String body) {

    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
