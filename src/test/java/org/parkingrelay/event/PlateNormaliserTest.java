package org.parkingrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateNormaliserTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    static Stream<Arguments> vectors() {
        try (var file = PlateNormaliserTest.class.getResourceAsStream("/vectors/plates.tsv")) {
            List<Arguments> rows = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> Arguments.of(raw(cells[0]), cells[1], cells[2]))
                    .toList();
            assertThat(rows).hasSize(53);
            return rows.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String raw(String cell) {
        if (cell.equals("(empty)")) {
            return "";
        }
        if (cell.equals("(null)")) {
            return null;
        }
        return ESCAPE.matcher(cell)
                .replaceAll((MatchResult escape) -> String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void reads_every_vector(String raw, String expected, String category) {
        assertThat(shown(PlateNormaliser.read(raw))).isEqualTo(expected + "\t" + category);
    }

    /** As the vectors write it: the plate and its category, or why there is none. */
    private static String shown(PlateReading reading) {
        if (reading instanceof PlateReading.Legible legible) {
            return legible.plate().text() + "\t" + legible.plate().category();
        }
        PlateReading.Refused refused = (PlateReading.Refused) reading;
        String detail = refused.detail().isEmpty() ? "" : "(" + refused.detail() + ")";
        return "SKIP:" + refused.reason() + detail + "\t";
    }

    @ParameterizedTest
    @CsvSource({
        "粵Ｂ・１２３４５, 粤B12345",
        "滬A98765, 沪A98765",
        "粤B12345蓝牌, 粤B12345",
        "蓝色粤B12345, 粤B12345",
        "渐变绿粤BD12345, 粤BD12345",
        "黑A12345, 黑A12345",
        "粤/B/12345, 粤B12345",
        "粤B:12345, 粤B12345",
        "粤BI2345, 粤B12345",
        "粤0112345, 粤0112345",
        "京X1234应急, 京X1234应急",
        "粤Z1234港, 粤Z1234港",
        "粤A0023领, 粤A0023领",
        "粤B1234挂, 粤B1234挂",
        "粤B12345_13, 粤B12345",
    })
    void reads_what_recognisers_make_of_a_plate(String raw, String plate) {
        assertThat(PlateNormaliser.read(raw))
                .isInstanceOfSatisfying(
                        PlateReading.Legible.class,
                        legible -> assertThat(legible.plate().text()).isEqualTo(plate));
    }

    @ParameterizedTest
    @CsvSource({
        "粤B12345678, TOO_LONG",
        "粤, TOO_SHORT",
        "粤B00000, PLACEHOLDER",
        "京ONLYOU, PLACEHOLDER",
        "苏DTTTTT, PLACEHOLDER",
        "皖Axxxxx, PLACEHOLDER",
        "NOP0001, VIRTUAL_PLATE",
        "临ABC123, VIRTUAL_PLATE",
        "无车牌, NO_PLATE",
        "-, NO_PLATE",
        "..., NO_PLATE",
        "未知, NO_PLATE",
        "无牌车蓝, NO_PLATE",
        "粤B****5, UNREADABLE",
        "民航A1234, NOT_PROVINCE",
        "黑WJ12345, NOT_PROVINCE",
        "🚗粤B12345, NOT_PROVINCE",
    })
    void says_why_a_text_is_no_plate(String raw, PlateRefusal reason) {
        assertThat(PlateNormaliser.read(raw))
                .isInstanceOfSatisfying(
                        PlateReading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void keeps_the_other_plates_of_a_car_for_the_look_up() {
        PlateReading reading = PlateNormaliser.read("MX7742|粤ZJ068澳;粤B-12345", List.of("沪A98765", "无牌车", "粤ZJ068澳"));

        assertThat(reading).isInstanceOfSatisfying(PlateReading.Legible.class, legible -> {
            assertThat(legible.plate().text()).isEqualTo("粤ZJ068澳");
            assertThat(legible.alternates()).extracting(Plate::text).containsExactly("粤B12345", "沪A98765");
        });
    }

    @Test
    void takes_an_alternate_where_the_first_plate_cannot_be_reported() {
        assertThat(PlateNormaliser.read("AB1234", List.of("粤ZJ068澳")))
                .isInstanceOfSatisfying(
                        PlateReading.Legible.class,
                        legible -> assertThat(legible.plate().text()).isEqualTo("粤ZJ068澳"));
    }

    @Test
    void reads_null_as_no_plate() {
        assertThat(PlateNormaliser.read(null)).isEqualTo(new PlateReading.Refused(PlateRefusal.NO_PLATE, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"|", ",,,,", "粤|", "\0\0\0", "_", "_1", "粤B_1", "😀", "\ud83d", "蓝", "黑", "黑黑", "WJ", "无", "临"})
    void never_throws(String raw) {
        assertThat(PlateNormaliser.read(raw)).isNotNull();
    }

    @Test
    void does_not_show_a_plate_to_a_log() {
        assertThat(PlateNormaliser.read("粤B12345").toString()).doesNotContain("12345");
    }
}
