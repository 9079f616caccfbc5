package org.parkingrelay.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.parkingrelay.redrive.RedriveKit.BROKER;
import static org.parkingrelay.redrive.RedriveKit.SOON;
import static org.parkingrelay.redrive.RedriveKit.awaitState;
import static org.parkingrelay.redrive.RedriveKit.redriveAll;
import static org.parkingrelay.redrive.RedriveKit.values;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;

/** Jobs over dead letters where topics are not as one would have them, with a real broker. */
class RedriveFaultsTest {

    private final RedriveKit kit = new RedriveKit();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void a_record_too_old_for_its_topic_fails_alone_though_kafka_refuses_others_with_it() {
        String strict = "source-strict-" + kit.source;
        BROKER.createTopic(strict, 1, Map.of("retention.ms", "-1", "message.timestamp.before.max.ms", "3600000"));
        String now = String.valueOf(System.currentTimeMillis());
        kit.letter("new 1", 0, 0, Map.of("dead-letter-topic", strict, "relay-timestamp", now));
        kit.letter("old", 0, 0, Map.of("dead-letter-topic", strict));
        kit.letter("new 2", 0, 0, Map.of("dead-letter-topic", strict, "relay-timestamp", now));
        RedriveService service = kit.service();

        Job job = awaitState(service, service.start("otto", redriveAll()).id(), JobState.FINISHED);

        assertThat(job.counts().failed()).isEqualTo(Map.of("refused", 1L));
        assertThat(values(BROKER.readCommitted(strict))).containsExactly("new 1", "new 2");
        assertThat(service.states().of(new LetterId(0, 1))).isEqualTo(LetterState.OPEN);
    }

    @Test
    void a_journal_that_is_made_anew_tells_nothing_of_the_one_before() throws Exception {
        kit.letter("first");
        LetterId first = new LetterId(0, 0);
        RedriveService service = kit.service();
        service.discard("otto", List.of(first), "a test");

        try (Admin admin = kit.clients().admin().get()) {
            admin.deleteTopics(List.of(kit.journal)).all().get();
        }
        BROKER.createTopic(kit.journal, 1);

        await().atMost(SOON).until(() -> service.states().of(first) == LetterState.OPEN);
        await().atMost(SOON).until(() -> service.unavailable().isEmpty());
        assertThat(service.discard("otto", List.of(first), "again")).isEqualTo(1);
    }

    @Test
    void a_dry_run_tells_no_reason_that_is_none_of_the_relays() {
        kit.letter("forged", 0, 0, Map.of("relay-reason", "粤B12345"));
        RedriveService service = kit.service();

        Preview preview = service.preview(redriveAll(), Optional.empty());

        assertThat(preview.byReason()).isEqualTo(Map.of("other", 1L));
    }

    @Test
    void a_letter_that_is_no_text_is_not_edited_as_if_it_were() {
        ProducerRecord<byte[], byte[]> text = kit.record("粤B12345", 0, 0, Map.of());
        BROKER.publish(new ProducerRecord<>(
                kit.letters, 0, text.key(), "粤B12345".getBytes(Charset.forName("GB18030")), text.headers()));
        RedriveService service = kit.service();

        assertThatThrownBy(() -> service.edit("anna", new LetterId(0, 0), "粤B12346", "a slip", false))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.CONFLICT))
                .hasMessageContaining("no UTF-8");
        assertThat(service.recent()).isEmpty();
    }

    @Test
    void what_discarding_would_do_is_told_before_there_is_a_reason_and_any_cursor_of_results_is_answered() {
        kit.letter("first");
        RedriveService service = kit.service();

        assertThat(service.preview(JobOrder.mark(JobKind.DISCARD, Selection.ALL, ""), Optional.empty())
                        .doable())
                .isEqualTo(1);

        Job job = awaitState(service, service.start("otto", redriveAll()).id(), JobState.FINISHED);
        assertThat(service.results(job.id(), Optional.of("-5")).all()).hasSize(1);
    }

    @Test
    void over_an_entry_of_a_newer_relay_nothing_is_done() {
        kit.letter("first");
        RedriveService service = kit.service();

        BROKER.publish(new ProducerRecord<>(
                kit.journal, 0, null, "{\"v\":2,\"kind\":\"progress\"}".getBytes(StandardCharsets.UTF_8)));

        await().atMost(SOON).until(() -> service.unavailable().isPresent());
        assertThat(service.unavailable().orElseThrow()).contains("does not know");
        assertThatThrownBy(() -> service.start("otto", redriveAll()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not know");
        assertThatThrownBy(() -> JournalStates.read(kit.journal, kit.clients())).isInstanceOf(KafkaException.class);
    }
}
