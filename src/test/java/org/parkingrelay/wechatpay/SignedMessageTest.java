package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.testing.Vectors;

class SignedMessageTest {

    private static final JsonNode VECTORS = Vectors.json("wechat-pay/messages.json");

    static Stream<JsonNode> messages() {
        return StreamSupport.stream(VECTORS.get("messages").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void of_a_request_is_that_of_the_vector(JsonNode vector) {
        byte[] message = SignedMessage.ofRequest(
                VECTORS.get("method").asText(),
                VECTORS.get("path").asText(),
                VECTORS.get("timestamp").asLong(),
                VECTORS.get("nonce").asText(),
                vector.get("body").asText().getBytes(StandardCharsets.UTF_8));

        assertThat(message).hasSize(vector.get("bytes").asInt());
        assertThat(sha256(message)).isEqualTo(vector.get("sha256").asText());
    }

    @Test
    void of_a_response_without_a_body_has_an_empty_third_line() {
        JsonNode vector = VECTORS.get("response_204");

        byte[] message = SignedMessage.ofResponse(
                vector.get("timestamp").asText(), vector.get("nonce").asText(), new byte[0]);

        assertThat(message).hasSize(vector.get("bytes").asInt());
        assertThat(sha256(message)).isEqualTo(vector.get("sha256").asText());
    }

    private static String sha256(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
