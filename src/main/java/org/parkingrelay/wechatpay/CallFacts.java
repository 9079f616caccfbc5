package org.parkingrelay.wechatpay;

/**
 * What is known of a call, for whoever must explain it later. Holds nothing personal and no secret.
 *
 * @param host the WeChat Pay host that was called
 * @param status the HTTP status, 0 where no response came
 * @param code WeChat Pay's error code, empty where there is none
 * @param requestId WeChat Pay's {@code Request-ID}, empty where there is none; its support asks for it
 * @param note why the outcome is what it is, in the relay's own words
 */
public record CallFacts(String host, int status, String code, String requestId, String note) {}
