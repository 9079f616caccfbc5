package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parkingrelay.outcome.Outcomes.event;
import static org.parkingrelay.outcome.Outcomes.origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.Plate;
import org.parkingrelay.testing.TestBroker;

class CarHistoryTest {

    private static final TestBroker BROKER = TestBroker.shared();
    /** In China; in Greenwich it is the day before. */
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    /** What the tests write is old. */
    private static final Map<String, String> KEPT = Map.of("retention.ms", "-1");

    private static final Instant MORNING = Instant.parse("2026-03-01T17:00:00Z");
    private static final Disposition STRANGER = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
    private static final String CAR = "粤B12345";
    /** A car of two plates. */
    private static final String BORDER_CAR = "粤Z1234港+粤B54321";

    private final String topic = "outcomes-" + UUID.randomUUID();
    private final OutcomeTopic outcomes = new OutcomeTopic(
            Optional.of(topic), () -> OutcomeConsumer.from(Map.of("bootstrap.servers", BROKER.bootstrapServers())));
    private final CarHistory history =
            new CarHistory(outcomes, () -> CompletableFuture.completedStage(Outcomes.SECRET));

    @AfterEach
    void close() {
        outcomes.close();
    }

    /** Waits until each partition can be written, since a producer that writes too soon mixes up its numbers. */
    private void create(int partitions) {
        BROKER.createTopic(topic, partitions, KEPT);
        assertThat(BROKER.read(topic)).isEmpty();
    }

    private static String hash(Plate plate) {
        return new PlateHash(Outcomes.SECRET).of(plate);
    }

    private static byte[] line(
            Plate each, String plate, long offset, Instant occurredAt, Instant at, Disposition disposition) {
        return Outcomes.line(
                hash(each), at.toEpochMilli(), origin(offset), event(plate, occurredAt), "mall", disposition);
    }

    private void publish(String hash, Instant at, byte[] page) {
        byte[] key = OutcomePages.keyOf(hash).getBytes(StandardCharsets.US_ASCII);
        var unused = BROKER.publishLater(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, page));
    }

    /** On a page of its own. */
    private void write(String plate, long offset, Instant occurredAt, Instant at, Disposition disposition) {
        for (Plate each : Outcomes.plates(plate)) {
            publish(hash(each), at, line(each, plate, offset, occurredAt, at, disposition));
        }
    }

    private CarHistory.Slice all(String plate) throws OutcomesUnavailableException {
        CarHistory.Slice slice = history.read(Outcomes.plates(plate), DAY, Optional.empty(), false);
        while (slice.cursor().isPresent()) {
            slice = history.read(Outcomes.plates(plate), DAY, slice.cursor(), false);
        }
        return slice;
    }

    private static List<String> told(CarHistory.Slice slice) {
        return slice.events().stream()
                .map(story -> story.last().source().offset() + " "
                        + story.last().disposition() + " " + story.earlier().size())
                .toList();
    }

    @Test
    void the_day_of_one_car_is_told_among_others_whatever_the_partition() throws OutcomesUnavailableException {
        create(5);
        for (int i = 0; i < 50; i++) {
            write("粤B2%04d".formatted(i), 1_000 + i, MORNING, MORNING, STRANGER);
        }
        write(CAR, 2, MORNING.plusSeconds(60), MORNING.plusSeconds(61), STRANGER);
        write(CAR, 1, MORNING, MORNING.plusSeconds(1), new Disposition.Deferred(DeferReason.UNAVAILABLE, 3, false));
        write(CAR, 1, MORNING, MORNING.plusSeconds(62), Outcomes.forwarded("R-1"));
        write(CAR, 3, MORNING.minusSeconds(7_200), MORNING.minusSeconds(7_199), STRANGER);
        write(CAR, 4, MORNING.plusSeconds(86_400), MORNING.plusSeconds(86_401), STRANGER);
        BROKER.flush();

        CarHistory.Slice slice = all(CAR);

        assertThat(told(slice)).containsExactly("1 forwarded 1", "2 skipped 0");
        assertThat(slice.events().get(0).last().requestIds()).containsExactly("R-1");
        assertThat(slice.progress().scanned()).isEqualTo(slice.progress().total());
        assertThat(slice.progress().total()).isLessThan(55);
        assertThat(told(all("粤B99999"))).isEmpty();
    }

    @Test
    void what_a_gate_sent_days_later_belongs_to_the_day_of_the_passage() throws OutcomesUnavailableException {
        create(2);
        write(CAR, 1, MORNING, MORNING.plusSeconds(3 * 86_400), new Disposition.Skipped(SkipReason.EXPIRED));
        BROKER.flush();

        assertThat(told(all(CAR))).containsExactly("1 skipped 0");
    }

    @Test
    void a_car_of_several_plates_is_told_once_by_any_of_them() throws OutcomesUnavailableException {
        create(5);
        write(BORDER_CAR, 1, MORNING, MORNING, STRANGER);
        BROKER.flush();

        assertThat(Outcomes.plates(BORDER_CAR)).hasSize(2);
        for (Plate plate : Outcomes.plates(BORDER_CAR)) {
            assertThat(told(history.read(List.of(plate), DAY, Optional.empty(), false)))
                    .containsExactly("1 skipped 0");
        }
        assertThat(told(all(BORDER_CAR))).containsExactly("1 skipped 0");
    }

    @Test
    void a_long_search_goes_on_where_it_was_and_tells_all_that_it_has_found() throws OutcomesUnavailableException {
        create(1);
        write(CAR, 1, MORNING, MORNING, STRANGER);
        for (int i = 0; i < 100; i++) {
            write("粤B2%04d".formatted(i), 1_000 + i, MORNING, MORNING, STRANGER);
        }
        write(CAR, 2, MORNING.plusSeconds(1), MORNING.plusSeconds(1), STRANGER);
        BROKER.flush();
        // As a slice that ended after its first ten records leaves it.
        String search = ScanCursor.nameOf(
                "car", Outcomes.plates(CAR).stream().map(CarHistoryTest::hash).toList(), DAY.toString());
        String cursor = new ScanCursor(
                        search,
                        List.of(new ScanCursor.Stretch(0, 10, 102)),
                        102,
                        List.of(new ScanCursor.Spot(0, 0)),
                        false)
                .goesOn()
                .orElseThrow();

        CarHistory.Slice slice = history.read(Outcomes.plates(CAR), DAY, Optional.of(cursor), false);
        // On a slow machine a slice ends sooner.
        while (slice.cursor().isPresent()) {
            slice = history.read(Outcomes.plates(CAR), DAY, slice.cursor(), false);
        }

        assertThat(told(slice)).containsExactly("1 skipped 0", "2 skipped 0");
        assertThat(slice.progress()).isEqualTo(new Progress(102, 102));
    }

    @Test
    void more_than_anybody_reads_is_cut_and_said() throws OutcomesUnavailableException {
        create(1);
        for (int i = 0; i < 150; i++) {
            write(CAR, i, MORNING, MORNING, STRANGER);
        }
        BROKER.flush();

        assertThat(all(CAR).isCut()).isTrue();
    }

    /** Another car whose hash begins as this one's, so that it is on the same pages. */
    private static String neighbour() {
        String key = OutcomePages.keyOf(hash(Outcomes.plates(CAR).get(0)));
        return IntStream.range(10_000, 20_000)
                .mapToObj("粤C%05d"::formatted)
                .filter(plate ->
                        OutcomePages.keyOf(hash(Outcomes.plates(plate).get(0))).equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_a_page_each_car_is_told_its_own_lines_in_the_first_slice_and_in_later_ones()
            throws OutcomesUnavailableException, IOException {
        create(1);
        String other = neighbour();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            Plate mine = Outcomes.plates(CAR).get(0);
            Plate others = Outcomes.plates(other).get(0);
            page.write(line(mine, CAR, i, MORNING.plusSeconds(i), MORNING, STRANGER));
            page.write(line(others, other, 10 + i, MORNING.plusSeconds(i), MORNING, STRANGER));
        }
        page.write("no line of a relay\n".getBytes(StandardCharsets.US_ASCII));
        publish(hash(Outcomes.plates(CAR).get(0)), MORNING, page.toByteArray());
        BROKER.flush();
        String cursor = new ScanCursor(
                        ScanCursor.nameOf(
                                "car", List.of(hash(Outcomes.plates(other).get(0))), DAY.toString()),
                        List.of(new ScanCursor.Stretch(0, 1, 1)),
                        1,
                        List.of(new ScanCursor.Spot(0, 0)),
                        false)
                .goesOn()
                .orElseThrow();

        assertThat(told(all(CAR))).containsExactly("0 skipped 0", "1 skipped 0", "2 skipped 0");
        assertThat(told(history.read(Outcomes.plates(other), DAY, Optional.of(cursor), false)))
                .containsExactly("10 skipped 0", "11 skipped 0", "12 skipped 0");
    }

    @Test
    void more_events_on_one_page_than_anybody_reads_are_cut_too() throws OutcomesUnavailableException, IOException {
        create(1);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (int i = 0; i < 150; i++) {
            page.write(line(Outcomes.plates(CAR).get(0), CAR, i, MORNING, MORNING, STRANGER));
        }
        publish(hash(Outcomes.plates(CAR).get(0)), MORNING, page.toByteArray());
        BROKER.flush();

        assertThat(all(CAR).isCut()).isTrue();
        assertThat(all(CAR).events()).hasSize(ScanCursor.MOST_FOUND);
    }

    @Test
    void what_was_written_before_partitions_were_added_is_found_everywhere() throws OutcomesUnavailableException {
        create(1);
        write(CAR, 1, MORNING, MORNING, STRANGER);
        BROKER.flush();
        BROKER.grow(topic, 7);

        assertThat(told(all(CAR))).isEmpty();
        assertThat(told(history.read(Outcomes.plates(CAR), DAY, Optional.empty(), true)))
                .containsExactly("1 skipped 0");
    }

    @Test
    void what_became_of_records_is_told_by_their_names() throws OutcomesUnavailableException {
        create(3);
        write(CAR, 1, MORNING, MORNING, STRANGER);
        write(BORDER_CAR, 2, MORNING, MORNING, Outcomes.forwarded("R-2"));
        write(CAR, 3, MORNING, MORNING.minusSeconds(3_600), STRANGER);
        BROKER.flush();
        RecordFate fate = new RecordFate(outcomes);

        RecordFate.Slice slice = fate.read(
                Set.of(
                        Outcomes.SOURCE + "-2-2",
                        Outcomes.SOURCE + "-2-3",
                        "other-2-1",
                        "none",
                        "x-99999999999999999999"),
                MORNING.minusSeconds(60),
                Optional.empty());

        assertThat(slice.outcomes())
                .extracting(outcome -> outcome.source().record() + " " + outcome.requestIds())
                .containsExactly(Outcomes.SOURCE + "-2-2 [R-2]");
        assertThat(slice.cursor()).isEmpty();
    }

    @Test
    void a_topic_that_is_not_there_or_switched_off_is_told() {
        assertThatThrownBy(() -> all(CAR))
                .isInstanceOf(OutcomesUnavailableException.class)
                .hasMessageContaining("there is no topic " + topic);
        OutcomeTopic none = new OutcomeTopic(Optional.empty(), () -> {
            throw new AssertionError("nothing to read");
        });
        assertThatThrownBy(() -> new CarHistory(none, () -> CompletableFuture.completedStage(Outcomes.SECRET))
                        .read(Outcomes.plates(CAR), DAY, Optional.empty(), false))
                .hasMessageContaining("relay.outcome.topic is none");
    }
}
