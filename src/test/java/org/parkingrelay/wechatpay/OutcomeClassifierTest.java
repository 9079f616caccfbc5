package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.standin.MerchantKeys;

class OutcomeClassifierTest {

    private static final String HOST = "api.mch.weixin.qq.com";
    private static final KeyPair KEYS = MerchantKeys.generate();

    private final Credential credential = new Credential(
            "1900007291",
            "5F1C72E2",
            Scheme.rsa(Providers.jdkForRsa()),
            new MerchantKey(KEYS.getPrivate(), Optional.empty()),
            PlatformKeys.of(new PlatformKey("PUB_KEY_ID_1", KEYS.getPublic())));
    private final OutcomeClassifier classifier = new OutcomeClassifier(new Validator(Clock.systemUTC()));

    private static Map<String, String> signed(String body) throws Exception {
        String timestamp = String.valueOf(Clock.systemUTC().instant().getEpochSecond());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KEYS.getPrivate());
        signature.update((timestamp + "\nnonce\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
        return new HashMap<>(Map.of(
                "Wechatpay-Timestamp", timestamp,
                "Wechatpay-Nonce", "nonce",
                "Wechatpay-Signature", Base64.getEncoder().encodeToString(signature.sign()),
                "Wechatpay-Serial", "PUB_KEY_ID_1",
                "Request-ID", "08F78BB5AF0610D302"));
    }

    private Outcome outcome(int status, Map<String, String> headers, String body) {
        return classifier.ofResponse(
                HOST, new RawResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)), credential);
    }

    private static String error(String code, String message) {
        return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"detail\":{\"value\":\"粤B12345\"}}";
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void a_verified_success_is_accepted(int status) throws Exception {
        assertThat(outcome(status, signed(""), ""))
                .isEqualTo(new Outcome(
                        Outcome.Kind.ACCEPTED, new CallFacts(HOST, status, "", "08F78BB5AF0610D302", "taken")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 206})
    void a_success_that_does_not_verify_is_in_doubt(int status) {
        assertThat(outcome(status, Map.of(), "").kind()).isEqualTo(Outcome.Kind.IN_DOUBT);
    }

    @Test
    void a_202_was_not_processed() throws Exception {
        assertThat(outcome(202, signed(""), "").kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    /** Each row is one of the API's error lists (D:4012535502, partner D:4012474127) or of the general rules. */
    @ParameterizedTest
    @CsvSource({
        "400, PARAM_ERROR, plate_number格式有误, REJECTED",
        "400, PARAM_ERROR, time格式有误, REJECTED",
        "400, PARAM_ERROR, time超出取值范围, UNAVAILABLE",
        "400, PARAM_ERROR, OpenID有误, REJECTED",
        "400, PARAM_ERROR, OpenID为空, REJECTED",
        "400, PARAM_ERROR, AppID有误, REFUSED",
        "400, PARAM_ERROR, AppID为空, REFUSED",
        "400, PARAM_ERROR, brand_id为空, REFUSED",
        "400, PARAM_ERROR, sub_mch_code有误, REFUSED",
        "400, INVALID_REQUEST, 参数不符合规则, REFUSED",
        "401, SIGN_ERROR, 错误的签名, REFUSED",
        "403, NO_AUTH, mch_id与brand_id关系不匹配, REFUSED",
        "403, NO_AUTH, brandid与AppID不匹配, REFUSED",
        "403, NO_AUTH, brandid无对应的唯一商圈mainid, REFUSED",
        "403, NO_AUTH, 父子关系不匹配, REFUSED",
        "403, NO_AUTH, OpenID与AppID不匹配, REJECTED",
        "500, SYSTEM_ERROR, 保存数据失败, UNAVAILABLE",
        "500, SYSTEM_ERROR, brandid无对应的唯一商圈mainid, REFUSED",
        "429, FREQUENCY_LIMITED, 频率超限, THROTTLED",
        "500, RATELIMIT_EXCEEDED, 频率超限, THROTTLED",
        "403, RULE_LIMIT, 请求过于频繁, THROTTLED",
        "400, BIZ_ERR_NEED_RETRY, 请重试, UNAVAILABLE",
        "500, OPENID_MISMATCH, openid不匹配, REJECTED",
        "404, RESOURCE_NOT_EXISTS, 不存在, REFUSED",
        "405, INVALID_REQUEST, 方法有误, REFUSED",
        "503, SERVICE_UNAVAILABLE, 服务不可用, UNAVAILABLE",
        "418, I_AM_A_TEAPOT, tea, REJECTED",
        "599, WHO_KNOWS, what, UNAVAILABLE",
    })
    void an_error_is_what_its_table_says(int status, String code, String message, Outcome.Kind kind) throws Exception {
        String body = error(code, message);

        Outcome outcome = outcome(status, signed(body), body);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.facts().code()).isEqualTo(code);
        assertThat(outcome.facts().status()).isEqualTo(status);
    }

    @Test
    void an_error_whose_signature_does_not_verify_is_in_doubt() throws Exception {
        Map<String, String> headers = signed("something else");

        assertThat(outcome(400, headers, error("PARAM_ERROR", "plate_number格式有误"))
                        .kind())
                .isEqualTo(Outcome.Kind.IN_DOUBT);
    }

    @Test
    void an_unsigned_error_with_a_foreign_code_came_from_something_in_between_too() {
        assertThat(outcome(403, Map.of(), error("FORBIDDEN", "by policy")).kind())
                .isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome(403, Map.of(), error("NO_AUTH", "OpenID与AppID不匹配")).kind())
                .isEqualTo(Outcome.Kind.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "407", "413"})
    void an_error_without_a_code_came_from_something_in_between(int status) {
        assertThat(outcome(status, Map.of(), "<html><body>Forbidden</body></html>")
                        .kind())
                .isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\"code\"",
                "{\"code\":7}",
                "{\"code\":{\"code\":\"X\"}}",
                "<html>",
                "{\"code\":\"\"}",
                "{\"code\":\"粤B12345\"}",
                "{\"message\":\"x\"}"
            })
    void an_odd_error_body_never_throws(String body) {
        Outcome outcome = outcome(502, Map.of(), body);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.facts().code()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 307, 308, 999})
    void what_is_neither_success_nor_error_is_unavailable(int status) {
        assertThat(outcome(status, Map.of("Location", "https://elsewhere"), "").kind())
                .isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    @Test
    void a_call_that_never_left_is_unavailable() {
        assertThat(classifier
                        .ofFailure(HOST, new CompletionException(new ConnectException("refused")))
                        .kind())
                .isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(classifier
                        .ofFailure(HOST, new RuntimeException(new UnknownHostException()))
                        .kind())
                .isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    @Test
    void a_call_that_was_not_answered_is_in_doubt() {
        assertThat(classifier.ofFailure(HOST, new TimeoutException()).kind()).isEqualTo(Outcome.Kind.IN_DOUBT);
        assertThat(classifier
                        .ofFailure(HOST, new SocketException("Connection reset"))
                        .kind())
                .isEqualTo(Outcome.Kind.IN_DOUBT);
    }

    @Test
    void a_failure_is_told_by_its_class_and_not_by_its_text() {
        assertThat(classifier
                        .ofFailure(HOST, new SocketException("while sending 粤B12345"))
                        .facts()
                        .note())
                .isEqualTo("no response: SocketException");
    }

    @Test
    void a_request_id_that_is_none_is_left_away() throws Exception {
        Map<String, String> headers = signed("");
        headers.put("Request-ID", "08\nFORGED LOG LINE");

        assertThat(outcome(204, headers, "").facts().requestId()).isEmpty();
    }
}
