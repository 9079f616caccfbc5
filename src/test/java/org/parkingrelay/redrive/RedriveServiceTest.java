package org.parkingrelay.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.parkingrelay.redrive.RedriveKit.BROKER;
import static org.parkingrelay.redrive.RedriveKit.SOON;
import static org.parkingrelay.redrive.RedriveKit.awaitState;
import static org.parkingrelay.redrive.RedriveKit.redriveAll;
import static org.parkingrelay.redrive.RedriveKit.values;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.redrive.RefusedException.Kind;
import org.parkingrelay.testing.TestBroker;

/** Jobs over dead letters with a real broker. */
class RedriveServiceTest {

    private final RedriveKit kit = new RedriveKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static LetterId id(int partition, long offset) {
        return new LetterId(partition, offset);
    }

    private static void assertRefused(Kind kind, String part, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(part);
    }

    @Test
    void a_letter_comes_in_again_as_the_record_that_it_was() {
        kit.letter("first", 0, 2, Map.of("relay-code", "NOT_FOUND", "relay-redrives", "1"));
        RedriveService service = kit.service();

        Job job = service.start("otto", redriveAll());

        assertThat(awaitState(service, job.id(), JobState.FINISHED).counts().done())
                .isEqualTo(1);
        ConsumerRecord<byte[], byte[]> copy = kit.redriven().get(0);
        assertThat(copy.partition()).isEqualTo(2);
        assertThat(copy.timestamp()).isEqualTo(RedriveKit.WRITTEN.toEpochMilli());
        assertThat(copy.key()).isEqualTo("key of first".getBytes(StandardCharsets.UTF_8));
        assertThat(values(kit.redriven())).containsExactly("first");
        assertThat(StreamSupport.stream(copy.headers().spliterator(), false).map(Header::key))
                .containsExactly("vendor", "relay-redrives");
        assertThat(TestBroker.header(copy, "relay-redrives")).isEqualTo("2");
        assertThat(service.states().of(id(0, 0))).isEqualTo(LetterState.REDRIVEN);
        assertThat(service.results(job.id(), Optional.empty()).all())
                .containsExactly(
                        new Results.Result(id(0, 0), Optional.of(new Place(kit.source, 2, copy.offset())), ""));
        assertThat(service.deed(id(0, 0)).orElseThrow())
                .returns("otto", Deed::who)
                .returns(Optional.of(new Place(kit.source, 2, copy.offset())), Deed::place);
        assertThat(service.current()).isEmpty();
    }

    @Test
    void the_journal_is_made_where_it_is_missing_and_kept_for_ever() {
        kit.service();

        assertThat(BROKER.partitions(kit.journal)).isEqualTo(1);
        assertThat(BROKER.setting(kit.journal, "cleanup.policy")).isEqualTo("delete");
        assertThat(BROKER.setting(kit.journal, "retention.ms")).isEqualTo("-1");
        assertThat(BROKER.setting(kit.journal, "retention.bytes")).isEqualTo("-1");
    }

    @Test
    void what_was_redriven_is_not_redriven_again_whoever_asks_after_a_restart() {
        kit.letter("first");
        RedriveService before = kit.service();
        awaitState(before, before.start("otto", redriveAll()).id(), JobState.FINISHED);
        before.close();
        kit.letter("second");
        RedriveService after = kit.service();

        Job again = awaitState(after, after.start("otto", redriveAll()).id(), JobState.FINISHED);

        assertThat(again.counts()).returns(1L, Counts::done).returns(1L, Counts::skipped);
        assertThat(values(kit.redriven())).containsExactly("first", "second");
        assertThat(after.recent()).hasSize(2);
    }

    @Test
    void a_job_ends_where_the_topic_ended_when_it_was_started() {
        kit.letter("before 1");
        kit.letter("before 2");
        RedriveService service = kit.service();
        JobOrder slow = JobOrder.redrive(Selection.ALL, 1, 1, "");
        Job job = service.start("otto", slow);
        awaitState(service, job.id(), JobState.CANARY);

        kit.letter("after");
        service.resume("otto", job.id());

        awaitState(service, job.id(), JobState.FINISHED);
        assertThat(values(kit.redriven())).containsExactly("before 1", "before 2");
    }

    @Test
    void of_two_relays_one_runs_the_job_and_the_other_refuses_a_second() {
        IntStream.range(0, 20).forEach(number -> kit.letter("letter " + number));
        RedriveService one = kit.service();
        RedriveService other = kit.service();
        Job job = one.start("otto", JobOrder.redrive(Selection.ALL, 20, 0, ""));

        await().atMost(SOON).until(() -> other.current().isPresent());
        assertRefused(
                Kind.CONFLICT,
                "another job is not over: redrive " + job.id() + " of otto",
                () -> other.start("anna", redriveAll()));
        awaitState(other, job.id(), JobState.FINISHED);
        assertThat(values(kit.redriven())).hasSize(20).doesNotHaveDuplicates();
        // Now it may.
        awaitState(other, other.start("anna", redriveAll()).id(), JobState.FINISHED);
    }

    @Test
    void a_job_pauses_goes_on_and_is_cancelled_within_a_second() {
        IntStream.range(0, 200).forEach(number -> kit.letter("letter " + number));
        RedriveService service = kit.service();
        Job job = service.start("otto", JobOrder.redrive(Selection.ALL, 20, 0, ""));
        await().atMost(SOON)
                .until(() -> service.job(job.id()).orElseThrow().counts().done() > 0);

        assertThat(service.pause("anna", job.id()))
                .returns(JobState.PAUSED, Job::state)
                .returns("anna", Job::lastWho);
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> kit.redriven().size(), new Same()::holds);
        int whilePaused = kit.redriven().size();
        service.resume("otto", job.id());
        await().atMost(SOON).until(() -> kit.redriven().size() > whilePaused);
        service.cancel("otto", job.id());

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> kit.redriven().size(), new Same()::holds);
        assertThat(kit.redriven()).hasSizeBetween(whilePaused + 1, 199);
        assertThat(service.current()).isEmpty();
        assertRefused(Kind.CONFLICT, "the job is over: cancelled", () -> service.resume("otto", job.id()));
        assertThat(service.job(job.id()).orElseThrow().counts().done())
                .isEqualTo(kit.redriven().size());
    }

    /** Whether a number is what it was before. */
    private static final class Same {
        private int last = -1;

        boolean holds(int now) {
            boolean same = last == -1 || last == now;
            last = now;
            return same;
        }
    }

    @Test
    void what_was_written_and_not_committed_is_written_again_and_seen_once() {
        IntStream.range(0, 10).forEach(number -> kit.letter("letter " + number));
        RedriveService service = kit.service(kit.dyingBeforeCommit());

        Job job = awaitState(service, service.start("otto", redriveAll()).id(), JobState.FINISHED);

        assertThat(values(BROKER.read(kit.source))).hasSizeGreaterThan(10);
        assertThat(values(kit.redriven())).hasSize(10).doesNotHaveDuplicates();
        assertThat(job.counts().done()).isEqualTo(10);
        assertThat(service.results(job.id(), Optional.empty()).all())
                .extracting(result -> result.place().orElseThrow().offset())
                .containsExactlyInAnyOrderElementsOf(
                        kit.redriven().stream().map(ConsumerRecord::offset).toList());
    }

    @Test
    void after_its_canary_a_job_waits_for_a_word() {
        IntStream.range(0, 30).forEach(number -> kit.letter("letter " + number));
        RedriveService service = kit.service();

        Job job = service.start("otto", JobOrder.redrive(Selection.ALL, JobOrder.FASTEST, 7, ""));

        assertThat(awaitState(service, job.id(), JobState.CANARY).counts().done())
                .isEqualTo(7);
        assertThat(kit.redriven()).hasSize(7);
        service.resume("otto", job.id());
        awaitState(service, job.id(), JobState.FINISHED);
        assertThat(values(kit.redriven())).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void what_came_back_too_often_is_left_out_until_somebody_forces_it() {
        kit.letter("often", 0, 1, Map.of("relay-redrives", "3"));
        kit.letter("seldom", 0, 1, Map.of("relay-redrives", "2"));
        kit.letter("forged", 0, 1, Map.of("relay-redrives", "-99999999999"));
        RedriveService service = kit.service();
        Job bulk = service.start("otto", redriveAll());

        assertThat(awaitState(service, bulk.id(), JobState.FINISHED).counts())
                .returns(2L, Counts::done)
                .returns(1L, Counts::quarantined);
        assertThat(service.states().of(id(0, 0))).isEqualTo(LetterState.OPEN);
        assertRefused(
                Kind.WRONG,
                "force is for redriving one letter by its name",
                () -> service.start("anna", forced(Selection.ALL)));
        Job one = service.start("anna", forced(Selection.of(List.of(id(0, 0)))));
        awaitState(service, one.id(), JobState.FINISHED);
        assertThat(values(kit.redriven())).containsExactly("seldom", "forged", "often");
        assertThat(TestBroker.header(kit.redriven().get(1), "relay-redrives")).isEqualTo("1");
    }

    private static JobOrder forced(Selection selection) {
        return new JobOrder(JobKind.REDRIVE, selection, 200, 0, true, "", Optional.empty());
    }

    @Test
    void what_cannot_be_written_is_told_stays_open_and_holds_up_nothing() {
        BROKER.createTopic("source-tight-" + kit.source, 1, Map.of("max.message.bytes", "1000"));
        kit.letter("fine 1");
        kit.letter(incompressible(), 0, 0, Map.of("dead-letter-topic", "source-tight-" + kit.source));
        kit.letter("lost", 0, 0, Map.of("dead-letter-topic", "source-nowhere"));
        kit.letter("evil", 0, 0, Map.of("dead-letter-topic", kit.journal));
        kit.letter("unknown", 0, 0, Map.of("dead-letter-partition", "none"));
        kit.letter("fine 2");
        RedriveService service = kit.service();

        Job job = awaitState(service, service.start("otto", redriveAll()).id(), JobState.FINISHED);

        assertThat(job.counts().done()).isEqualTo(2);
        assertThat(job.counts().failed()).isEqualTo(Map.of("too_large", 1L, "no_topic", 1L, "no_source", 2L));
        assertThat(values(kit.redriven())).containsExactlyInAnyOrder("fine 1", "fine 2");
        assertThat(IntStream.range(1, 5).mapToObj(offset -> service.states().of(id(0, offset))))
                .containsOnly(LetterState.OPEN);
    }

    private static String incompressible() {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(200).collect(Collectors.joining());
    }

    @Test
    void letters_are_discarded_with_a_reason_and_restored() {
        kit.letter("first");
        kit.letter("second");
        RedriveService service = kit.service();
        assertRefused(Kind.WRONG, "reason is missing", () -> service.discard("otto", List.of(id(0, 0)), " "));
        assertRefused(Kind.UNKNOWN, "there is no letter 0-99", () -> service.discard("otto", List.of(id(0, 99)), "no"));

        assertThat(service.discard("otto", List.of(id(0, 0)), "a test of the vendor's"))
                .isEqualTo(1);
        assertThat(service.discard("otto", List.of(id(0, 0)), "again")).isZero();
        assertThat(service.states().of(id(0, 0))).isEqualTo(LetterState.DISCARDED);
        assertThat(service.deed(id(0, 0)).orElseThrow()).returns("a test of the vendor's", Deed::reason);
        Job redriven = service.start("otto", redriveAll());
        assertThat(awaitState(service, redriven.id(), JobState.FINISHED).counts())
                .returns(1L, Counts::done)
                .returns(1L, Counts::skipped);
        assertThat(service.restore("otto", List.of(id(0, 0), id(0, 1)), "")).isEqualTo(1);
        assertThat(service.states().of(id(0, 0))).isEqualTo(LetterState.OPEN);
        assertThat(service.states().of(id(0, 1))).isEqualTo(LetterState.REDRIVEN);
    }

    @Test
    void a_job_discards_and_another_restores() {
        IntStream.range(0, 10).forEach(number -> kit.letter("letter " + number));
        RedriveService service = kit.service();
        Job discarded = service.start("otto", JobOrder.mark(JobKind.DISCARD, Selection.ALL, "all old"));
        assertThat(awaitState(service, discarded.id(), JobState.FINISHED)
                        .counts()
                        .done())
                .isEqualTo(10);

        Job restored = service.start("otto", JobOrder.mark(JobKind.RESTORE, Selection.ALL, ""));

        assertThat(awaitState(service, restored.id(), JobState.FINISHED)
                        .counts()
                        .done())
                .isEqualTo(10);
        assertThat(service.states().of(id(0, 5))).isEqualTo(LetterState.OPEN);
        assertThat(kit.redriven()).isEmpty();
    }

    @Test
    void an_edited_letter_is_redriven_with_its_new_value_and_the_difference_is_kept() {
        kit.letter("{\n  \"lotId\": \"LOT1\",\n  \"x\": 1\n}");
        RedriveService service = kit.service();
        String edited = "{\n  \"lotId\": \"LOT-1\",\n  \"x\": 1\n}";

        Job job = service.edit("anna", id(0, 0), edited, "a slip", false);

        awaitState(service, job.id(), JobState.FINISHED);
        assertThat(values(kit.redriven())).containsExactly(edited);
        assertThat(values(BROKER.read(kit.letters)).get(0)).contains("LOT1");
        assertThat(service.deed(id(0, 0)).orElseThrow().difference())
                .contains(new Difference(2, List.of("  \"lotId\": \"LOT1\","), List.of("  \"lotId\": \"LOT-1\",")));
        assertRefused(
                Kind.WRONG,
                "value is the letter's own",
                () -> service.edit("anna", id(0, 0), "{\n  \"lotId\": \"LOT1\",\n  \"x\": 1\n}", "", false));
    }

    @Test
    void a_dry_run_counts_what_would_be_done_and_does_nothing() {
        kit.letter("plain");
        kit.letter("other", 1, 2, Map.of("relay-reason", "REJECTED"));
        kit.letter("often", 0, 1, Map.of("relay-redrives", "3"));
        kit.letter("unknown", 0, 0, Map.of("dead-letter-topic", ""));
        kit.letter("discarded");
        kit.letter(EVENT);
        kit.with(event -> CompletableFuture.completedStage(Outlook.SUPERSEDED));
        RedriveService service = kit.service();
        service.discard("otto", List.of(id(0, 3)), "why not");

        Preview all = whole(service, redriveAll());

        assertThat(all)
                .returns(6L, Preview::scanned)
                .returns(6L, Preview::total)
                .returns(6L, Preview::matching)
                .returns(3L, Preview::doable)
                .returns(1L, Preview::quarantined)
                .returns(1L, Preview::noSource)
                .returns(1L, Preview::discarded)
                .returns(1L, Preview::superseded)
                .returns(Map.of("INVALID", 2L, "REJECTED", 1L), Preview::byReason)
                .returns(Map.of(kit.source, 3L), Preview::byTopic)
                .returns(Map.of(kit.source + "-1", 2L, kit.source + "-2", 1L), Preview::byPartition);
        assertThat(all.notes()).isEmpty();
        assertThat(kit.redriven()).isEmpty();
        assertThat(service.recent()).isEmpty();
        assertRefused(Kind.WRONG, "cursor is none", () -> service.preview(redriveAll(), Optional.of("bm8gY3Vyc29y")));
    }

    private static final String EVENT = """
            {"eventId":"e-1","direction":"IN","plateNumber":"粤B12345","lotId":"LOT-1","occurredAt":"2026-03-01T10:15:30+08:00"}""";

    private static Preview whole(Redrives service, JobOrder order) {
        Preview preview = service.preview(order, Optional.empty());
        while (!preview.isComplete()) {
            preview = service.preview(order, preview.cursor());
        }
        return preview;
    }

    @Test
    void letters_of_another_time_or_reason_are_not_meant() {
        kit.letter("one");
        kit.letter("two", 1, 0, Map.of("relay-reason", "REJECTED"));
        RedriveService service = kit.service();
        JobOrder named = JobOrder.redrive(Selection.of(List.of(id(1, 0), id(0, 0), id(1, 0))), 200, 0, "");

        Job job = awaitState(service, service.start("otto", named).id(), JobState.FINISHED);

        assertThat(job.total()).isEqualTo(2);
        assertThat(job.counts()).returns(2L, Counts::scanned).returns(2L, Counts::done);
        assertThat(values(kit.redriven())).containsExactlyInAnyOrder("one", "two");
        assertRefused(
                Kind.UNKNOWN,
                "there is no letter 0-77",
                () -> service.start("otto", JobOrder.redrive(Selection.of(List.of(id(0, 77))), 200, 0, "")));
    }
}
