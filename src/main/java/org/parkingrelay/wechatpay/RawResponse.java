package org.parkingrelay.wechatpay;

import java.util.Map;
import java.util.TreeMap;

/** What came back over the wire, before anything is believed of it. Its body never leaves this room. */
final class RawResponse {

    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    /**
     * Keeps a response.
     *
     * @param headers by name in any spelling; HTTP/2 and proxies change it
     * @param body the raw bytes, empty where there are none
     */
    RawResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    /** The header's value, empty where it is missing. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    byte[] body() {
        return body;
    }
}
