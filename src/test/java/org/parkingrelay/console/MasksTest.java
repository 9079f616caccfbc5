package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateCategory;
import org.parkingrelay.lookup.Openid;

class MasksTest {

    @ParameterizedTest
    @CsvSource({
        "粤B12345, 粤B***45",
        "粤BD12345, 粤B***45",
        "粤ZJ068澳, 粤Z***8澳",
        "粤B1234, ***",
    })
    void of_a_plate_stay_province_letter_and_the_last_two(String plate, String masked) {
        assertThat(Masks.of(new Plate(plate, PlateCategory.UNKNOWN))).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o, oU***eS6o",
        "oUpF8uMuAJO_M2px, oU***M2px",
        "oUpF8uMuAJO_M2p, ***",
        "o, ***",
    })
    void of_an_openid_stay_its_ends_unless_it_is_short(String openid, String masked) {
        assertThat(Masks.of(new Openid(openid))).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /in?p=%E7%B2%A4B12345 failed", "found \\u7ca4B12345", "found \\uuu7CA4B12345", "粤B·12345"})
    void a_sentence_that_holds_a_plate_in_whatever_writing_is_hidden(String sentence) {
        assertThat(Masks.ofSentence(sentence)).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50% of \\u0041", "lotId: unknown %20"})
    void one_that_holds_none_is_shown(String sentence) {
        assertThat(Masks.ofSentence(sentence)).isEqualTo(sentence);
    }
}
