package org.parkingrelay.wechatpay;

/**
 * What the relay calls at WeChat Pay.
 *
 * <p>The path is signed as it stands here, with its query.
 */
enum Endpoint {
    /** Reports a car (D:4012535502). */
    PARKINGS("POST", WeChatPayApi.PARKINGS),
    /** Platform certificates for RSA (D:4012551764). */
    CERTIFICATES("GET", WeChatPayApi.CERTIFICATES),
    /** Platform certificates for SM2 (D:4012076194). */
    CERTIFICATES_SM2("GET", WeChatPayApi.CERTIFICATES + "?algorithm_type=SM2"),
    /** Checks signing and verifying without any effect (D:4014551946). */
    ECHO("POST", WeChatPayApi.ECHO);

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }
}
