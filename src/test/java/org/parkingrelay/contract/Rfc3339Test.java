package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:15:30+08:00,            2026-01-31T02:15:30Z",
        "2026-01-31t10:15:30z,                 2026-01-31T10:15:30Z",
        "2026-01-31T10:15:30.1Z,               2026-01-31T10:15:30.100Z",
        "2026-01-31T10:15:30.000000001-00:30,  2026-01-31T10:45:30.000000001Z",
        "2026-01-31T23:59:59.999999999+18:00,  2026-01-31T05:59:59.999999999Z",
        "2026-01-01T00:00:00-18:00,            2026-01-01T18:00:00Z",
        "2024-02-29T00:00:00+00:00,            2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z,                 2000-02-29T00:00:00Z",
        "1969-12-31T23:59:59.5Z,               1969-12-31T23:59:59.500Z",
        "0000-01-01T00:00:00Z,                 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z,                 9999-12-31T23:59:59Z",
    })
    void reads_a_time(String text, Instant expected) {
        assertThat(Rfc3339.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T10:15:30",
                "2026-01-31T10:15+08:00",
                "2026-01-31T10:15Z",
                "2026-01-31 10:15:30+08:00",
                "2026-01-31T10:15:30 +08:00",
                "2026-01-31T10:15:30+0800",
                "2026-01-31T10:15:30+08",
                "2026-01-31T10:15:30+08:00:00",
                "2026-01-31T10:15:30+08:0",
                "2026-01-31T10:15:30+8:00",
                "2026-01-31T10:15:30+18:01",
                "2026-01-31T10:15:30+19:00",
                "2026-01-31T10:15:30+08:60",
                "2026-01-31T10:15:30-00:00",
                "2026-01-31T10:15:30\u221208:00",
                "2026-01-31T10:15:30*08:00",
                "2026-01-31T10:15:30Z[Asia/Shanghai]",
                "2026-01-31T10:15:30+08:00[Asia/Shanghai]",
                "2026-01-31T10:15:30.Z",
                "2026-01-31T10:15:30,5Z",
                "2026-01-31T10:15:30.1234567890Z",
                "2026-01-31T10:15:30.12 Z",
                "2026-01-31T10:15:30.123",
                "2026-01-31T24:00:00Z",
                "2026-01-31T23:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026/01/31T10:15:30Z",
                "2026-01-31T10.15.30Z",
                "26-01-31T10:15:30Z",
                "+2026-01-31T10:15:30Z",
                "-2026-01-31T10:15:30Z",
                "12026-01-31T10:15:30Z",
                "2026-1-31T10:15:30Z",
                " 2026-01-31T10:15:30Z",
                "2026-01-31T10:15:30Z ",
                "2026-01-31T10:15:30Z\n",
                "２０２６-01-31T10:15:30Z",
                "2026-01-31T1\u0661:15:30Z",
                "2026-01-31T-1:15:30Z",
                "2026-01-31T10:15:30ZZ",
                "20260131T101530Z",
                "1769825730000"
            })
    void takes_no_other_form(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }

    /** Each day of eight centuries, and the days that are none, as java.time knows them. */
    @Test
    void knows_the_calendar() {
        for (int year = 1600; year < 2400; year++) {
            for (int month = 1; month <= 12; month++) {
                for (int day = 28; day <= 32; day++) {
                    String text = String.format(Locale.ROOT, "%04d-%02d-%02dT00:00:00Z", year, month, day);
                    assertThat(Rfc3339.parse(text)).as(text).isEqualTo(byJavaTime(text));
                }
            }
        }
    }

    @Property
    void reads_what_java_time_writes(
            @ForAll @LongRange(min = -62_000_000_000L, max = 253_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -1080, max = 1080) int minutes) {
        OffsetDateTime time =
                Instant.ofEpochSecond(second, nano).atOffset(ZoneOffset.ofHoursMinutes(minutes / 60, minutes % 60));
        // java.time leaves out seconds that are zero, which RFC 3339 does not allow.
        String text = time.getSecond() == 0 && nano == 0
                ? time.toString().replaceFirst("T(..:..)", "T$1:00")
                : time.toString();

        assertThat(Rfc3339.parse(text)).isEqualTo(time.toInstant());
    }

    /** One character changed: either both read it alike, or it is a form that only java.time takes. */
    @Property
    void never_reads_otherwise_than_java_time(
            @ForAll @IntRange(max = 28) int at,
            @ForAll @Chars({'0', '1', '2', '3', '6', '9', '-', '+', ':', '.', 'Z', 'z', 'T', ' '}) char to) {
        StringBuilder text = new StringBuilder("2024-02-29T10:15:30.123+08:00");
        text.setCharAt(at, to);

        Instant read = Rfc3339.parse(text.toString());

        if (read != null) {
            assertThat(read).isEqualTo(byJavaTime(text.toString()));
        }
    }

    @Property
    void any_text_has_an_answer(@ForAll String text, @ForAll @StringLength(max = 12) String tail) {
        assertThat(Rfc3339.parse(text)).isNull();
        Instant read = Rfc3339.parse("2026-01-31T10:15:30" + tail);
        if (read != null) {
            assertThat(read)
                    .isCloseTo(Instant.parse("2026-01-31T10:15:30Z"), within(18 * 3600 + 1, ChronoUnit.SECONDS));
        }
    }

    private static Instant byJavaTime(String text) {
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
