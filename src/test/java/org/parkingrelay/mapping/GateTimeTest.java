package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTimeTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** Each writes the same moment to the second; the formats without a zone mean China's. */
    private static final List<String> TO_THE_SECOND = List.of(
            "uuuu-MM-dd HH:mm:ss",
            "uuuu-M-d H:m:s",
            "uuuu/MM/dd HH:mm:ss",
            "uuuu/M/d H:m:s",
            "uuuu-MM-dd'T'HH:mm:ss",
            "uuuu-MM-dd'T'HH:mm:ssxxx",
            "uuuu-MM-dd'T'HH:mm:ssxx",
            "uuuu-MM-dd'T'HH:mm:ssx",
            "uuuu-MM-dd HH:mm:ss xx",
            "uuuu-MM-dd'T'HH:mm:ss.SSSxx",
            "uuuuMMddHHmmss",
            "uuuuMMddHHmmssSSS");

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("1992-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2099-12-31T23:59:59Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    private static void assertReadsAs(Instant expected, Object written) {
        String text = GateTime.text(written, null, null);
        assertThat(OffsetDateTime.parse(text).toInstant()).isEqualTo(expected);
        assertThat(text).endsWith("+08:00");
    }

    @Property(tries = 300)
    void whatever_form_a_gate_writes_is_read_as_the_jdk_does(@ForAll("moments") Instant moment) {
        for (String form : TO_THE_SECOND) {
            assertReadsAs(moment, DateTimeFormatter.ofPattern(form).format(moment.atZone(CHINA)));
        }
        assertReadsAs(moment, moment.toString());
        assertThat(GateTime.text(moment.toString(), null, null))
                .isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
                        .format(moment.atOffset(ZoneOffset.ofHours(8))));
    }

    @Property(tries = 300)
    void epochs_are_told_apart_by_their_digits(@ForAll("moments") Instant moment) {
        if (moment.getEpochSecond() >= 1_000_000_000L) {
            assertReadsAs(moment, moment.getEpochSecond());
            assertReadsAs(moment, String.valueOf(moment.getEpochSecond()));
            assertReadsAs(moment, (double) moment.getEpochSecond());
            Instant toTheMillisecond = moment.plusMillis(123);
            assertReadsAs(toTheMillisecond, toTheMillisecond.toEpochMilli());
            assertReadsAs(toTheMillisecond, String.valueOf(toTheMillisecond.toEpochMilli()));
        }
    }

    @Property(tries = 100)
    void a_time_without_zone_is_of_the_zone_that_is_given(
            @ForAll("moments") Instant moment, @ForAll("zones") String zone) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, ZoneId.of(zone));
        String text = GateTime.text(local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")), zone, null);

        assertThat(OffsetDateTime.parse(text).toInstant())
                .isEqualTo(local.atZone(ZoneId.of(zone)).toInstant());
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Asia/Shanghai", "Asia/Tokyo", "Europe/Berlin", "+08:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01 10:15:30.5,          2024-03-01T10:15:30.500+08:00",
        "'2024-03-01 10:15:30,125',      2024-03-01T10:15:30.125+08:00",
        "2024-03-01T10:15:30.0000000Z,   2024-03-01T18:15:30+08:00",
        "2024-03-01T02:15:30.123456Z,    2024-03-01T10:15:30.123456000+08:00",
        "2024-3-1 9:05,                  2024-03-01T09:05:00+08:00",
        "2024/3/1 9:5:7,                 2024-03-01T09:05:07+08:00",
        "'  2024-03-01  10:15:30 ',      2024-03-01T10:15:30+08:00",
        "2024-02-29 00:00:00,            2024-02-29T00:00:00+08:00",
        "2024-02-28T23:30:00-05:00,      2024-02-29T12:30:00+08:00",
        "2024-03-01t02:15:30z,           2024-03-01T10:15:30+08:00",
        "2022-06-21T01:50:13.000+0000,   2022-06-21T09:50:13+08:00",
        "20180421161529354,              2018-04-21T16:15:29.354+08:00",
        "0001-01-01T00:00:00Z,           0001-01-01T08:00:00+08:00",
    })
    void vendors_forms(String written, String expected) {
        assertThat(GateTime.text(written, null, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234",
                "2024",
                "0000000000",
                "0161899428000",
                "123456789",
                "12345678901",
                "123456789012",
                "202403011015",
                "20240301101530123456",
                "2024-03-01",
                "10:15:30",
                "2024-03-01 10",
                "2024-02-30 10:00:00",
                "2023-02-29 10:00:00",
                "2024-13-01 10:00:00",
                "2024-03-01 24:00:00",
                "2024-03-01 10:60:00",
                "2024-03-01 10:15:60",
                "24-03-01 10:15:30",
                "2024-03/01 10:15:30",
                "2024.03.01 10:15:30",
                "2024-03-01T10:15:30+8",
                "2024-03-01T10:15:30+08:0",
                "2024-03-01T10:15:30+19:00",
                "2024-03-01 10:15:30 CST",
                "2024-03-01T10:15:30.",
                "2024-03-01 10:15:30.1234567890",
                "20241301101530",
                "-1618994280",
                "1618994280.5",
                "2024-03-01 10:15:30x",
                "Fri Mar 01 10:15:30 2024",
                "２０２４-03-01 10:15:30",
                "0000-01-01 00:00:00",
                "9999-12-31T23:59:59-08:00",
                "yesterday"
            })
    void whatever_else_stands_there_is_no_time(String written) {
        assertThat(GateTime.text(written, null, null)).isEqualTo(Unreadable.TIME.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-", "0000-00-00", "0000-00-00 00:00:00", " 0 "})
    void what_stands_where_there_was_no_passage_is_nothing(String filler) {
        assertThat(GateTime.text(filler, null, null)).isNull();
        assertThat(GateTime.text(0, null, null)).isNull();
    }

    @Test
    void what_is_no_text_and_no_number_is_no_time() {
        for (Object value : List.of(true, List.of("2024-03-01 10:15:30"), 12.5, 1e300, Double.NaN, 1618)) {
            assertThat(GateTime.text(value, null, null)).isEqualTo(Unreadable.TIME.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01.03.2024 10:15,              dd.MM.yyyy HH:mm,          2024-03-01T10:15:00+08:00",
        "Mar 1 2024 10:15:30,           MMM d yyyy HH:mm:ss,       2024-03-01T10:15:30+08:00",
        "20240301 101530125,            yyyyMMdd HHmmssSSS,        2024-03-01T10:15:30.125+08:00",
        "2024-03-01 10:15:30 +0000,     yyyy-MM-dd HH:mm:ss Z,     2024-03-01T18:15:30+08:00",
        "2024年03月01日 10:15:30,        yyyy年MM月dd日 HH:mm:ss,    2024-03-01T10:15:30+08:00",
        "at 2024-03-01 10:15:30,        'at yyyy-MM-dd HH:mm:ss',  ",
    })
    void a_pattern_reads_what_no_other_form_does(String written, String pattern, String expected) {
        String quoted = pattern.replace("at ", "'at' ");
        assertThat(GateTime.text(written, null, quoted))
                .isEqualTo(expected == null ? "2024-03-01T10:15:30+08:00" : expected);
    }

    @Test
    void what_a_mapping_says_wrong_is_told_apart_from_what_a_gate_says() {
        assertThatThrownBy(() -> GateTime.text("1709259330", "Asia/Beijing", null))
                .hasMessageContaining("expected a zone");
        assertThatThrownBy(() -> GateTime.text("1709259330", 8, null)).hasMessageContaining("expected a zone");
        assertThatThrownBy(() -> GateTime.text("1709259330", null, "bb")).hasMessageContaining("expected a pattern");
        assertThatThrownBy(() -> GateTime.text("1709259330", null, true)).hasMessageContaining("expected a pattern");
        assertThat(GateTime.text("30.02.2024 10:15", null, "dd.MM.yyyy HH:mm"))
                .isEqualTo(Unreadable.TIME_OF_PATTERN.text());
        assertThat(GateTime.text("01.03.2024", null, "dd.MM.yyyy")).isEqualTo(Unreadable.TIME_OF_PATTERN.text());
    }

    @Test
    void a_fraction_of_nothing_is_left_away_and_the_summer_time_of_old_is_kept() {
        assertThat(GateTime.text("2024-03-01 10:15:30.000", null, null)).isEqualTo("2024-03-01T10:15:30+08:00");
        Instant summer = LocalDateTime.of(1988, 7, 1, 12, 0).atZone(CHINA).toInstant();
        assertThat(GateTime.text("1988-07-01 12:00:00", null, null)).isEqualTo("1988-07-01T11:00:00+08:00");
        assertThat(summer.truncatedTo(ChronoUnit.HOURS)).isEqualTo("1988-07-01T03:00:00Z");
    }
}
