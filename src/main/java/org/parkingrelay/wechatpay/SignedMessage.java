package org.parkingrelay.wechatpay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a signature covers. Every line ends with LF, the last one too:
 *
 * <pre>
 *   request (D:4012365336)          response (D:4013053249)
 *   POST                            1722850421
 *   /v3/businesscircle/parkings     d824f2e086d3c1df967785d13fcd22ef
 *   1554208460                      (body, empty for a 204)
 *   593BEC0C930BF1AFEB40B4A08C8FB242
 *   {"brandid":1000,...}
 * </pre>
 */
final class SignedMessage {

    private SignedMessage() {}

    /**
     * The message of a request.
     *
     * @param method upper case
     * @param path with the query if there is one, without scheme and host
     * @param timestamp Unix seconds
     * @param body the very bytes that are sent
     */
    static byte[] ofRequest(String method, String path, long timestamp, String nonce, byte[] body) {
        return message(method + '\n' + path + '\n' + timestamp + '\n' + nonce + '\n', body);
    }

    /**
     * The message of a response.
     *
     * @param timestamp the header as it came
     * @param nonce the header as it came
     * @param body the raw bytes, empty where there are none
     */
    static byte[] ofResponse(String timestamp, String nonce, byte[] body) {
        return message(timestamp + '\n' + nonce + '\n', body);
    }

    private static byte[] message(String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length + 1);
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
