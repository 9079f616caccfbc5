package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.Unfinished;
import org.parkingrelay.wechatpay.CallFacts;

class OutcomeLineTest {

    private static final Instant PASSED = Instant.parse("2026-03-01T02:00:00.123Z");
    private static final long AT = Instant.parse("2026-03-01T02:00:01.456Z").toEpochMilli();
    private static final byte[] CAR = "h".repeat(22).getBytes(StandardCharsets.US_ASCII);
    private static final PassageEvent EVENT = Outcomes.event("粤B12345", PASSED);

    private static Optional<EventOutcome> read(byte[] line) {
        return OutcomeJson.read(line, 0, line.length);
    }

    private static byte[] write(Origin origin, int place, PassageEvent event, String circle, Disposition disposition) {
        Page page = new Page();
        new OutcomeLine(false).write(page, CAR, new Ended(AT, origin, place, event, circle, disposition));
        return page.takeAll();
    }

    private static EventOutcome written(Disposition disposition) {
        return read(write(Outcomes.origin(42), 3, EVENT, "mall", disposition)).orElseThrow();
    }

    @Test
    void a_strangers_event_is_a_short_document_that_other_tools_read() throws IOException {
        byte[] value = write(Outcomes.origin(42), 0, EVENT, "mall", new Disposition.Skipped(SkipReason.NOT_A_MEMBER));

        assertThat(new ObjectMapper().readTree(value)).isEqualTo(new ObjectMapper().readTree("""
                {"car": "hhhhhhhhhhhhhhhhhhhhhh", "at": 1772330401456, "occurredAt": 1772330400123, "lot": "LOT-1", "lane": "G1", "direction": "IN", "circle": "mall",
                 "disposition": "skipped", "reason": "NOT_A_MEMBER", "topic": "parking.gate-events.v1", "partition": 2, "offset": 42}"""));
        assertThat(value).hasSizeLessThan(262);
    }

    @Test
    void nothing_in_it_names_the_car_or_the_vendors_event() {
        assertThat(new String(
                        write(Outcomes.origin(42), 0, EVENT, "mall", Outcomes.forwarded("R-1")),
                        StandardCharsets.UTF_8))
                .doesNotContain("12345", "vendors-own-id");
    }

    @Test
    void what_was_forwarded_says_by_which_calls() {
        EventOutcome read = written(new Disposition.Forwarded(false, 4, List.of("R-1", "", "R-3")));

        assertThat(read.disposition()).isEqualTo("forwarded");
        assertThat(read.at()).isEqualTo(Instant.ofEpochMilli(AT));
        assertThat(read.event()).contains(new Passed(PASSED, "LOT-1", "G1", Direction.IN, EventKind.PASSAGE));
        assertThat(read.attempts()).isEqualTo(4);
        assertThat(read.members()).isEqualTo(3);
        assertThat(read.requestIds()).containsExactly("R-1", "R-3");
        assertThat(read.source()).isEqualTo(new SourceRecord(Outcomes.SOURCE, 2, 42, 3));
        assertThat(read.source().record()).isEqualTo("parking.gate-events.v1-2-42");
    }

    @Test
    void a_dead_letter_says_which_call_made_it_one() {
        CallFacts call = new CallFacts("host", 400, "PARAM_ERROR", "R-9", "note");

        EventOutcome read = written(new Disposition.DeadLettered(
                DeadLetterReason.REJECTED, "said \"no\"\n\\ 拒绝", "mall", 2, Optional.of(call)));

        assertThat(read.reason()).isEqualTo("REJECTED");
        assertThat(read.code()).isEqualTo("PARAM_ERROR");
        assertThat(read.status()).isEqualTo(400);
        assertThat(read.requestIds()).containsExactly("R-9");
        assertThat(read.note()).isEqualTo("said \"no\"\n\\ 拒绝");
        assertThat(read.attempts()).isEqualTo(2);
    }

    @Test
    void what_waits_says_for_what() {
        EventOutcome read = written(new Disposition.Deferred(DeferReason.LANE_PAUSED, 7, false));

        assertThat(read.disposition()).isEqualTo("deferred");
        assertThat(read.reason()).isEqualTo("LANE_PAUSED");
        assertThat(read.attempts()).isEqualTo(7);
    }

    @Test
    void what_was_redriven_says_how_often() {
        Origin redriven = new Origin(Outcomes.SOURCE, 2, 43, 0, Instant.EPOCH, Past.NONE, Unfinished.ALL, 2);

        assertThat(read(write(redriven, 0, EVENT, "mall", Outcomes.forwarded("R-1"))))
                .get()
                .extracting(EventOutcome::redrives)
                .isEqualTo(2);
        assertThat(written(Outcomes.forwarded("R-1")).redrives()).isZero();
    }

    @Test
    void a_record_that_cannot_be_read_has_an_outcome_without_an_event() {
        EventOutcome read = read(write(
                        Outcomes.origin(42),
                        0,
                        null,
                        "",
                        Disposition.DeadLettered.uncalled(DeadLetterReason.UNDECODABLE, "is no JSON")))
                .orElseThrow();

        assertThat(read.event()).isEmpty();
        assertThat(read.time()).isEqualTo(Instant.ofEpochMilli(AT));
        assertThat(read.source().offset()).isEqualTo(42);
    }

    @Test
    void names_of_any_letters_come_back_and_a_dry_run_says_so() {
        PassageEvent event = new PassageEvent(
                "e",
                "停车场 \"A\"",
                Direction.OUT,
                PlateNormaliser.read("粤B12345"),
                PASSED,
                EventKind.CORRECTION,
                Optional.of("d"),
                Boundary.OUTER,
                Optional.of("出口\t1"),
                false);

        Page page = new Page();
        new OutcomeLine(true)
                .write(page, null, new Ended(AT, Outcomes.origin(1), 0, event, "商圈", new Disposition.Forwarded(true)));
        EventOutcome read = read(page.takeAll()).orElseThrow();

        assertThat(read.event())
                .contains(new Passed(PASSED, "停车场 \"A\"", "出口\t1", Direction.OUT, EventKind.CORRECTION));
        assertThat(read.circle()).isEqualTo("商圈");
        assertThat(read.isDryRun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{}",
                "[1]",
                "{\"at\":1,\"disposition\":\"skipped\"}",
                "{\"at\":1,\"disposition\":\"skipped\",\"topic\":\"t\",\"lot\":\"l\",\"direction\":\"UP\"}"
            })
    void what_others_wrote_is_passed_over(String value) {
        assertThat(read(value.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
