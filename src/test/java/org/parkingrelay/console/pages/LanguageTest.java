package org.parkingrelay.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none|EN",
                "''|EN",
                "zh-CN,zh;q=0.9,en;q=0.8|ZH",
                "en-GB,zh;q=0.5|EN",
                "de,zh;q=0.5|ZH",
                "de,fr|EN",
                "zh-TW|ZH",
                "en;q=0.2,zh;q=0.9|ZH",
                "***|EN",
                ";;;,,,|EN",
            })
    void the_browsers_first_wish_that_can_be_met_is_met(String header, Language expected) {
        assertThat(Language.accepted(header)).isEqualTo(expected);
    }
}
