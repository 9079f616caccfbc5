package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.NoRedrives;
import org.parkingrelay.redrive.Selection;

/** Who may have what done; nothing is, so that whoever may is told 503. */
class RedriveDeskTest {

    private final RedriveDesk desk = new RedriveDesk(new NoRedrives("switched off"));

    private static JobOrder order(String text) {
        FilterRequest filter =
                new FilterRequest(null, null, null, null, null, null, null, null, null, null, text, null, null);
        return JobOrder.redrive(Selection.of(filter.toFilter()), 1, 0, "");
    }

    private static int status(ThrowingCallable action) {
        return catchThrowableOfType(ProblemException.class, action).problem().status();
    }

    @Test
    void who_sees_plates_masked_has_nothing_counted_or_done_by_a_text_that_may_be_one() {
        JobOrder byText = order("粤B1");

        assertThat(status(() -> desk.preview("vera", byText, Optional.empty(), false)))
                .isEqualTo(403);
        assertThat(status(() -> desk.preview("vera", byText, Optional.of("cursor"), false)))
                .isEqualTo(403);
        assertThat(status(() -> desk.start("otto", byText, false))).isEqualTo(403);

        assertThat(status(() -> desk.preview("anna", byText, Optional.empty(), true)))
                .isEqualTo(503);
        assertThat(status(() -> desk.start("anna", byText, true))).isEqualTo(503);
        assertThat(status(() -> desk.preview("vera", order(""), Optional.empty(), false)))
                .isEqualTo(503);
    }
}
