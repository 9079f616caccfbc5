package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Vectors;

/** Against the response that WeChat Pay published with its signature. */
class ValidatorTest {

    private static final JsonNode VECTOR = Vectors.json("wechat-pay/response.json");
    private static final Scheme RSA = Scheme.rsa(Providers.jdkForRsa());
    private static final String KEY_ID = "PUB_KEY_ID_0000000000000024101100397200000006";

    private final MutableClock clock = new MutableClock(
            Instant.ofEpochSecond(VECTOR.get("timestamp").asLong()).toString());
    private final Validator validator = new Validator(clock);
    private final PlatformKey key = new PlatformKey(KEY_ID, publicKey("public_key_pem"));
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "Wechatpay-Timestamp", VECTOR.get("timestamp").asText(),
            "Wechatpay-Nonce", VECTOR.get("nonce").asText(),
            "Wechatpay-Signature", VECTOR.get("signature").asText(),
            "Wechatpay-Serial", KEY_ID));

    /** Read here without the relay's own reader of PEM. */
    private static PublicKey publicKey(String field) {
        String pem = VECTOR.get(field).asText().replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Validation validate() {
        return validate(VECTOR.get("body").asText());
    }

    private Validation validate(String body) {
        return validator.validate(
                new RawResponse(200, headers, body.getBytes(StandardCharsets.UTF_8)), RSA, PlatformKeys.of(key)::find);
    }

    @Test
    void believes_the_published_response() {
        assertThat(validate()).isEqualTo(Validation.VALID);
    }

    @Test
    void does_not_believe_it_with_the_unrelated_key() {
        PlatformKey unrelated = new PlatformKey(KEY_ID, publicKey("unrelated_public_key_pem"));
        RawResponse response =
                new RawResponse(200, headers, VECTOR.get("body").asText().getBytes(StandardCharsets.UTF_8));

        assertThat(validator
                        .validate(response, RSA, PlatformKeys.of(unrelated)::find)
                        .flaw())
                .isEqualTo("the response's signature does not verify");
    }

    @Test
    void does_not_believe_another_body() {
        assertThat(validate("{}").isValid()).isFalse();
    }

    @Test
    void finds_headers_in_any_spelling() {
        Map<String, String> lowerCase = new HashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers.clear();
        headers.putAll(lowerCase);

        assertThat(validate().isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial"})
    void wants_each_header(String name) {
        headers.remove(name);

        assertThat(validate().flaw()).isEqualTo("the response has no " + name);
    }

    @Test
    void wants_the_key_that_was_asked_for() {
        headers.put("Wechatpay-Serial", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1");

        assertThat(validate().isValid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"299, true", "300, false", "-299, true", "-300, false"})
    void draws_the_line_at_five_minutes(int seconds, boolean valid) {
        clock.advance(Duration.ofSeconds(seconds));

        assertThat(validate().isValid()).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "9223372036854775808", "1e9", " "})
    void takes_a_time_that_is_no_number_for_a_flaw(String timestamp) {
        headers.put("Wechatpay-Timestamp", timestamp);

        assertThat(validate().isValid()).isFalse();
    }

    @Test
    void takes_a_signature_probe_for_an_invalid_signature() {
        // The shape of the one in wechatpay-java issue 319: no Base64 has this length.
        headers.put("Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + "a".repeat(334));

        assertThat(validate().flaw()).isEqualTo("the response carries a signature probe");
    }
}
