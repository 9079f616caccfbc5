package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PageTest {

    private final Page page = new Page();

    private String all() {
        return new String(page.takeAll(), StandardCharsets.UTF_8);
    }

    @Property
    void a_text_comes_back_as_any_reader_of_json_reads_it(@ForAll String text) throws IOException {
        page.piece(new byte[] {'"'});
        page.text(text);
        page.piece(new byte[] {'"'});

        // Half of a pair is no character, and Java itself writes a question mark in its place.
        String written = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(new ObjectMapper().readValue(all(), String.class)).isEqualTo(written);
    }

    @Property
    void a_number_is_written_as_java_writes_it(@ForAll long number) {
        page.number(number);

        assertThat(all()).isEqualTo(Long.toString(number));
    }

    @Example
    void each_count_of_digits_is_written_as_java_writes_it() {
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            for (long number = power - 1; number <= power + 1; number++) {
                page.number(number);
                assertThat(all()).isEqualTo(Long.toString(number));
            }
        }
        page.number(Long.MAX_VALUE);
        assertThat(all()).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Example
    void a_line_that_is_longer_than_a_page_is_whole_and_the_next_one_is_short_again() {
        String text = "x".repeat(5 * Page.FULL);
        page.text(text);
        page.lineEnds();

        assertThat(page.isFull()).isTrue();
        assertThat(all()).isEqualTo(text + "\n");
        page.text("y");
        assertThat(page.isFull()).isFalse();
        assertThat(all()).isEqualTo("y");
    }

    @Example
    void a_line_that_was_begun_can_be_forgotten() {
        page.text("one");
        page.lineEnds();
        int before = page.length();
        page.text("tw");

        page.backTo(before);

        assertThat(page.lines()).isEqualTo(1);
        assertThat(all()).isEqualTo("one\n");
    }
}
