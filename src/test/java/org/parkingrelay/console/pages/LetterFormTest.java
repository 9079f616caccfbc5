package org.parkingrelay.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.deadletter.LetterId;

class LetterFormTest {

    private final LetterForm form = new LetterForm();

    @Test
    void a_form_without_anything_means_nothing_and_not_all() {
        assertThat(form.isOfNothing()).isTrue();
        assertThatThrownBy(form::selection).isInstanceOf(ProblemException.class);
    }

    @Test
    void nor_does_a_form_of_chosen_letters_where_none_is_ticked_though_a_filter_is_typed() {
        form.of = "chosen";
        form.lot = "LOT-1";

        assertThat(form.isOfNothing()).isTrue();
        assertThatThrownBy(form::selection).isInstanceOf(ProblemException.class);
    }

    @Test
    void what_is_ticked_is_meant() {
        form.of = "chosen";
        form.id = List.of("0-7");

        assertThat(form.isOfNothing()).isFalse();
        assertThat(form.selection().ids()).containsExactly(new LetterId(0, 7));
    }

    @Test
    void all_are_meant_where_that_is_said_or_a_field_is_typed() {
        LetterForm typed = new LetterForm();
        typed.lot = "LOT-1";
        form.of = "all";

        assertThat(typed.isOfNothing()).isFalse();
        assertThat(form.isOfNothing()).isFalse();
        assertThat(form.isNarrowed()).isFalse();
    }

    @Test
    void what_is_meant_is_sent_along() {
        form.of = "chosen";
        form.id = List.of("0-7");

        assertThat(form.fields())
                .containsExactly(new LetterForm.Field("id", "0-7"), new LetterForm.Field("of", "chosen"));
    }
}
