package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.console.LetterView.Content;
import org.parkingrelay.deadletter.LetterConsumers;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.deadletter.LetterTopic;
import org.parkingrelay.deadletter.ScanLimits;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.DeadLetters;
import org.parkingrelay.testing.TestBroker;

/** What people see of dead letters, on a real broker. */
class DeadLetterDeskTest {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Caller VIEWER = new Caller("vera", false);
    private static final Caller ADMIN = new Caller("anna", true);
    private static final Instant AT = Instant.parse("2026-03-01T02:16:00Z");

    private final TimerThread timer = new TimerThread();
    private final LetterConsumers consumers =
            LetterConsumers.from(Map.of("bootstrap.servers", BROKER.bootstrapServers()), timer);
    private final String topic = "desk-" + UUID.randomUUID().toString().substring(0, 8);
    private final LetterStates states = id -> id.equals(new LetterId(0, 1)) ? LetterState.REDRIVEN : LetterState.OPEN;
    private final DeadLetterDesk desk = desk(consumers);

    private DeadLetterDesk desk(LetterConsumers from) {
        LetterReading reading = new LetterReading(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()));
        return new DeadLetterDesk(
                new LetterTopic(topic, from, reading, states, ScanLimits.OF_A_REQUEST, System::nanoTime),
                reading,
                states);
    }

    @BeforeEach
    void create() {
        BROKER.createTopic(topic, 1, Map.of("retention.ms", "-1"));
    }

    @AfterEach
    void close() {
        consumers.close();
        timer.close();
    }

    private static String event(String plate, String occurredAt) {
        return """
                {"eventId":"e-7","direction":"IN","plateNumber":"%s","lotId":"LOT-1","laneId":"east","occurredAt":"%s"}""".formatted(plate, occurredAt);
    }

    private static final String EVENT = event("粤B73915", "2026-03-01T10:15:30+08:00");

    private void write(DeadLetters letter, int minute) {
        BROKER.publish(letter.record(topic, 0, AT.plusSeconds(60L * minute)));
    }

    private LetterView show(Caller caller, boolean reveal) {
        return desk.show(caller, new LetterRequest("0-0", reveal));
    }

    private static LettersRequest all(FilterRequest filter, boolean reveal) {
        return new LettersRequest(filter, null, null, reveal);
    }

    private static FilterRequest text(String text) {
        return new FilterRequest(null, null, null, null, null, null, null, null, null, null, text, null, null);
    }

    private List<String> ids(LettersRequest request, Caller caller) {
        return desk.list(caller, request).letters().stream().map(LetterRow::id).toList();
    }

    @Test
    void a_letter_is_a_row_with_its_event_and_the_plate_is_masked_unless_it_is_revealed() {
        write(DeadLetters.rejected("PARAM_ERROR", 3, EVENT), 0);

        LetterRow row =
                desk.list(VIEWER, all(FilterRequest.OPEN, false)).letters().get(0);

        assertThat(row.id()).isEqualTo("0-0");
        assertThat(row.at()).isEqualTo(AT);
        assertThat(row.state()).isEqualTo("open");
        assertThat(List.of(row.reason(), row.code(), row.status(), row.requestId(), row.circle(), row.source()))
                .containsExactly("REJECTED", "PARAM_ERROR", "400", "08F78BB5", "mall", "parking.gate-events.v1-2-4711");
        assertThat(row.attempts()).isEqualTo(3);
        assertThat(row.events())
                .containsExactly(new LetterRow.EventRow(
                        "e-7", "PASSAGE", "IN", "粤B***15", "LOT-1", "east", Instant.parse("2026-03-01T02:15:30Z")));
        LetterRow revealed =
                desk.list(ADMIN, all(FilterRequest.OPEN, true)).letters().get(0);
        assertThat(revealed.events().get(0).plate()).isEqualTo("粤B73915");
    }

    @Test
    void only_an_admin_reveals() {
        for (Runnable request : List.<Runnable>of(
                () -> desk.list(VIEWER, all(FilterRequest.OPEN, true)),
                () -> desk.show(VIEWER, new LetterRequest("0-0", true)),
                () -> desk.ofCar(VIEWER, new CarLettersRequest("粤B73915", null, null, null, true)),
                () -> desk.walk(VIEWER, all(FilterRequest.OPEN, true)))) {
            assertThatThrownBy(request::run)
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("reveal needs the role admin");
        }
    }

    @Test
    void open_letters_are_shown_unless_others_are_asked_for() {
        write(DeadLetters.of("INVALID", "a", "{}"), 0);
        write(DeadLetters.of("INVALID", "b", "{}"), 1);

        FilterRequest redriven = new FilterRequest(
                null, null, null, null, null, null, null, null, null, null, null, null, List.of("redriven"));
        FilterRequest any =
                new FilterRequest(null, null, null, null, null, null, null, null, null, null, null, null, List.of());

        assertThat(ids(new LettersRequest(null, null, null, false), VIEWER)).containsExactly("0-0");
        assertThat(ids(all(redriven, false), VIEWER)).containsExactly("0-1");
        assertThat(ids(all(any, false), VIEWER)).containsExactly("0-1", "0-0");
    }

    @Test
    void one_letter_shows_why_it_is_there_and_what_to_do() {
        write(DeadLetters.rejected("OPENID_MISMATCH", 3, EVENT).with("vendor", "Gate Works"), 0);

        LetterView view = show(VIEWER, false);

        assertThat(view.advice()).containsOnlyKeys("en", "zh");
        assertThat(String.valueOf(view.advice().get("en"))).contains("openid does not belong to the circle's app id");
        assertThat(view.firstSeen()).contains(Instant.parse("2026-03-01T02:15:30.123Z"));
        assertThat(view.reading())
                .singleElement()
                .satisfies(part -> assertThat(part.kind()).isEqualTo("event"));
        assertThat(view.headers())
                .contains(
                        new LetterView.HeaderRow("vendor", new Content("text", "Gate Works", 10, false), false),
                        new LetterView.HeaderRow(
                                "relay-code", new Content("text", "OPENID_MISMATCH", 15, false), true));
        assertThat(view.key()).isEqualTo(new Content("text", "LOT-1", 5, false));
        assertThat(view.value().kind()).isEqualTo("json");
        assertThat(view.value().text())
                .contains("\"plateNumber\": \"粤B***15\"", "\n  \"lotId\": \"LOT-1\"")
                .doesNotContain("73915");
        assertThat(view.hex()).isEmpty();
    }

    @Test
    void an_admin_sees_the_bytes() {
        write(DeadLetters.rejected("PARAM_ERROR", 3, EVENT), 0);

        LetterView view = show(ADMIN, true);

        assertThat(view.value().text()).contains("\"plateNumber\": \"粤B73915\"");
        assertThat(view.hex().orElseThrow())
                .startsWith("00000000  7b 22 65 76 65 6e 74 49 64 22 3a 22 65 2d 37 22  |{\"eventId\":\"e-7\"|\n");
    }

    @Test
    void what_is_no_json_is_hidden_whole_with_its_length_and_what_is_no_text_is_shown_as_hex() {
        byte[] gbk = "车牌粤B73915".getBytes(Charset.forName("GBK"));
        write(
                DeadLetters.of("UNDECODABLE", "the value is not UTF-8", "")
                        .value(gbk)
                        .key("粤B73915"),
                0);

        LetterView masked = show(VIEWER, false);
        LetterView revealed = show(ADMIN, true);

        assertThat(masked.value()).isEqualTo(new Content("hidden", "", 12, false));
        assertThat(masked.key().text()).isEqualTo("粤B***15");
        assertThat(masked.reading())
                .singleElement()
                .satisfies(part -> assertThat(part.kind()).isEqualTo("undecodable"));
        assertThat(revealed.value()).isEqualTo(new Content("hex", "b3 b5 c5 c6 d4 c1 42 37 33 39 31 35", 12, false));
        assertThat(revealed.key().text()).isEqualTo("粤B73915");
    }

    @Test
    void what_a_stranger_put_into_headers_is_masked_too() {
        write(
                DeadLetters.of("INVALID", "plateNumber: found 粤B73915", "{}")
                        .with("plate", "AB7391")
                        .with("x-粤B73915", "1")
                        .with("relay-circle", "粤B73915"),
                0);

        LetterView view = show(VIEWER, false);
        GroupPage groups = desk.groups(VIEWER, new GroupsRequest(null, null));

        String all = view.headers() + " " + view.letter().explanation()
                + view.letter().circle()
                + view.headers().stream()
                        .map(header -> header.name() + header.value().text())
                        .toList() + groups;
        assertThat(all).doesNotContain("7391").contains("***");
    }

    @Test
    void a_viewer_finds_nothing_by_what_a_viewer_may_not_see() {
        write(DeadLetters.of("INVALID", "lotId: expected a string", EVENT), 0);

        assertThat(ids(all(text("east"), false), VIEWER)).containsExactly("0-0");
        assertThat(ids(all(text("LOTID: EXPECTED"), false), VIEWER)).containsExactly("0-0");
        assertThat(ids(all(text("粤B7"), false), VIEWER)).isEmpty();
        assertThat(ids(all(text("7391"), false), ADMIN)).isEmpty();
        assertThat(ids(all(text("7391"), true), ADMIN)).containsExactly("0-0");
        assertThat(desk.groups(VIEWER, new GroupsRequest(text("粤B7"), null)).groups())
                .isEmpty();
    }

    @Test
    void the_letters_of_a_car_come_in_order_whatever_was_done_about_them() {
        write(DeadLetters.of("INVALID", "a", EVENT), 0);
        write(DeadLetters.of("INVALID", "b", event("粤·B73915", "2026-03-01T10:20:30+08:00")), 1);
        write(DeadLetters.of("INVALID", "c", event("粤B73916", "2026-03-01T10:21:30+08:00")), 2);
        write(DeadLetters.of("INVALID", "d", event("粤b73915", "2026-03-01T10:22:30+08:00")), 3);

        LetterPage page = desk.ofCar(VIEWER, new CarLettersRequest("粤B·73915", null, null, null, false));

        assertThat(page.letters().stream().map(LetterRow::id)).containsExactly("0-0", "0-1", "0-3");
        assertThat(page.letters().toString()).doesNotContain("73915");
    }

    @Test
    void groups_of_pages_add_up() {
        for (int minute = 0; minute < 4; minute++) {
            write(DeadLetters.rejected(minute == 2 ? "NO_AUTH" : "PARAM_ERROR", 1, "{}"), minute);
        }
        GroupPage page = desk.groups(
                VIEWER,
                new GroupsRequest(
                        new FilterRequest(
                                null, null, null, null, null, null, null, null, null, null, null, null, List.of()),
                        null));

        assertThat(page.groups().stream().map(group -> group.code() + group.letters()))
                .containsExactly("PARAM_ERROR3", "NO_AUTH1");
        assertThat(page.next()).isEmpty();
        GroupPage twice = page.and(page);
        assertThat(twice.groups().stream().map(group -> group.code() + group.letters()))
                .containsExactly("PARAM_ERROR6", "NO_AUTH2");
        assertThat(twice.groups().get(0).first()).isEqualTo(AT);
        assertThat(twice.groups().get(0).sample()).isEqualTo("0-3");
        FilterRequest cause = new FilterRequest(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                page.groups().get(1).cause(),
                null);
        assertThat(ids(all(cause, false), VIEWER)).containsExactly("0-2");
    }

    @Test
    void a_walk_goes_to_the_end_or_to_its_limit() {
        for (int minute = 0; minute < 5; minute++) {
            write(DeadLetters.of("INVALID", "a", "{}"), minute);
        }
        assertThat(walked(null)).containsExactly("0-4", "0-3", "0-2", "0-0");
        assertThat(walked(3)).containsExactly("0-4", "0-3", "0-2");
    }

    private List<String> walked(Integer limit) {
        LetterWalk walk = desk.walk(VIEWER, new LettersRequest(FilterRequest.OPEN, limit, null, false));
        List<String> ids = new ArrayList<>();
        while (!walk.isOver()) {
            walk.next().letters().forEach(letter -> ids.add(letter.id()));
        }
        walk.end();
        return ids;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201})
    void a_limit_that_is_out_of_range_is_refused(int limit) {
        assertThatThrownBy(() -> desk.list(VIEWER, new LettersRequest(null, limit, null, false)))
                .hasMessage("limit is out of range; expected is a number from 1 to 200");
    }

    @Test
    void what_is_not_there_and_what_is_no_name_or_cursor_is_told() {
        assertThatThrownBy(() -> desk.show(VIEWER, new LetterRequest("0-9", false)))
                .hasMessage("there is no dead letter of this id, or Kafka has it no more");
        assertThatThrownBy(() -> desk.show(VIEWER, new LetterRequest("粤B73915", false)))
                .hasMessage("id is none; expected is partition-offset such as 0-1234");
        assertThatThrownBy(() -> desk.list(VIEWER, new LettersRequest(null, null, "粤B73915", false)))
                .hasMessage("cursor is none; expected is the next of the answer before");
    }

    @Test
    void a_kafka_that_does_not_answer_is_told() {
        try (LetterConsumers away =
                LetterConsumers.from(Map.of("bootstrap.servers", "localhost:" + ChildProcess.freePort()), timer)) {
            assertThatThrownBy(() -> desk(away).list(VIEWER, all(FilterRequest.OPEN, false)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("Kafka does not answer")
                    .satisfies(e -> assertThat(((ProblemException) e).problem().status())
                            .isEqualTo(503));
        }
    }

    @Test
    void a_plate_without_a_province_is_masked_wherever_it_stands() {
        write(DeadLetters.of("REJECTED", "no member", """
                        {"eventId":"AB1234-1772331330","direction":"IN","plateNumber":"AB1234","lotId":"LOT-1",\
                        "occurredAt":"2026-03-01T10:15:30+08:00"}""").with("vendor-key", "AB1234|LOT-1"), 0);

        assertThat(String.valueOf(show(VIEWER, false))).doesNotContain("AB1234");
    }

    @Test
    void a_list_says_where_nobody_knows_what_was_done_about_its_letters() {
        LetterStates unread = new LetterStates() {
            @Override
            public LetterState of(LetterId id) {
                return LetterState.OPEN;
            }

            @Override
            public Optional<String> unavailable() {
                return Optional.of("the journal is being read");
            }
        };
        LetterReading reading = new LetterReading(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()));
        DeadLetterDesk unsure = new DeadLetterDesk(
                new LetterTopic(topic, consumers, reading, unread, ScanLimits.OF_A_REQUEST, System::nanoTime),
                reading,
                unread);

        assertThat(unsure.list(VIEWER, all(FilterRequest.OPEN, false)).note().orElseThrow())
                .contains("the journal is being read");
        assertThat(desk.list(VIEWER, all(FilterRequest.OPEN, false)).note()).isEmpty();
    }
}
