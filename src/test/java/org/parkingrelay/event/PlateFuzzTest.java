package org.parkingrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a plate field: it is read, and what is legible is what WeChat Pay takes. */
class PlateFuzzTest {

    private static final String PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
    private static final String TAKEN = PROVINCE + "[A-Z0-9挂学警港澳领使试超临应急]{6,8}";
    private static final String ALPHABET =
            "京粤黑蓝绿ABDIOXZ0123456789abz挂学警港澳领使试超临应急无牌车色默WJNOP|,;、·•・‧-—_.()［］ \t\u00a0\u200b\u3000０９ＡＺａｚ－．*?#粵綠無\u0000\ud83d\ude97";

    @Provide
    Arbitrary<String> platelike() {
        return Arbitraries.of(
                        ALPHABET.codePoints().mapToObj(Character::toString).toList())
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> plates() {
        return Arbitraries.of(
                "粤B12345", "粤BD12345", "京A8K321", "粤B12345D", "粤ZJ068澳", "沪22412领", "川AA001警", "黑A12345", "粤S1234应急");
    }

    @Provide
    Arbitrary<List<String>> noise() {
        return Arbitraries.of("", "", "", "·", "-", " ", "\u00a0", "\u200b", "．", "—", "（", "\u0000", "\u3000", "・")
                .list()
                .ofSize(10);
    }

    private static void check(String raw) {
        PlateReading reading = PlateNormaliser.read(raw);
        if (reading instanceof PlateReading.Legible legible) {
            assertThat(legible.all()).doesNotHaveDuplicates().allSatisfy(plate -> {
                assertThat(plate.text()).matches(TAKEN);
                assertThat(PlateNormaliser.read(plate.text())).isEqualTo(new PlateReading.Legible(plate, List.of()));
            });
        }
    }

    @Property
    void any_text_is_read_and_what_is_legible_reads_as_itself(@ForAll String raw) {
        check(raw);
    }

    @Property(tries = 20_000)
    void any_text_of_plates_characters_too(@ForAll @From("platelike") String raw) {
        check(raw);
    }

    @Property(tries = 5_000)
    void marks_width_and_case_make_no_other_plate(
            @ForAll @From("plates") String plate, @ForAll @From("noise") List<String> noise, @ForAll boolean wide) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < plate.length(); i++) {
            char c = plate.charAt(i);
            boolean widened = wide && c > ' ' && c < '\u007f';
            raw.append(noise.get(i)).append(widened ? (char) (c + 0xfee0) : Character.toLowerCase(c));
        }

        assertThat(PlateNormaliser.read(raw.append(noise.get(9)).toString())).isEqualTo(PlateNormaliser.read(plate));
    }

    @Property(tries = 5_000)
    void the_short_way_for_common_characters_gives_what_the_long_way_gives(@ForAll @From("platelike") String raw) {
        assertThat(PlateText.clean(raw)).isEqualTo(PlateText.clean(Normalizer.normalize(raw, Normalizer.Form.NFKC)));
        // A character that needs the long way takes the others with it.
        assertThat(PlateText.clean(raw + "\uff01")).isEqualTo(PlateText.clean(raw) + "!");
    }
}
