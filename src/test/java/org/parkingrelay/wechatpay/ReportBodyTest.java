package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.testing.Vectors;

class ReportBodyTest {

    private static ParkingReport report(Optional<String> subMchid, String time) {
        return new ParkingReport(
                subMchid,
                1000,
                "wx931386123456789e",
                "oUpF8uMuAJOM2pxb1Q",
                "粤B888888",
                ParkingState.IN,
                Instant.parse(time));
    }

    private static String body(ParkingReport report) {
        return new String(ReportBody.of(report), StandardCharsets.UTF_8);
    }

    @Test
    void has_the_bytes_of_the_vector_in_merchant_mode() {
        assertThat(body(report(Optional.empty(), "2022-06-01T02:43:39Z")))
                .isEqualTo(Vectors.json("wechat-pay/messages.json")
                        .at("/messages/0/body")
                        .asText())
                .doesNotContain("sub_mchid");
    }

    @Test
    void has_the_bytes_of_the_vector_in_partner_mode() {
        assertThat(body(report(Optional.of("1900000109"), "2022-06-01T02:43:39Z")))
                .isEqualTo(Vectors.json("wechat-pay/messages.json")
                        .at("/messages/1/body")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({
        "2022-06-01T02:43:00Z, 2022-06-01T10:43:00+08:00",
        "2022-06-01T16:00:00Z, 2022-06-02T00:00:00+08:00",
        "2022-06-01T02:43:39.987654Z, 2022-06-01T10:43:39+08:00",
    })
    void writes_the_time_in_whole_seconds_with_the_offset_of_Beijing(String time, String expected) {
        assertThat(body(report(Optional.empty(), time))).endsWith("\"time\":\"" + expected + "\"}");
    }

    @Test
    void does_not_show_openid_or_plate_to_a_log() {
        assertThat(report(Optional.empty(), "2022-06-01T02:43:39Z").toString())
                .doesNotContain("oUpF8uMuAJOM2pxb1Q")
                .doesNotContain("888888");
    }
}
