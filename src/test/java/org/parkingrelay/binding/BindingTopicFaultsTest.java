package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.Openid;

/** What goes wrong on the way from the topic to the store loses nothing and keeps nobody waiting for ever. */
class BindingTopicFaultsTest extends BindingTopicKit {

    @Test
    void a_store_that_loses_its_data_while_the_relay_runs_is_filled_again() {
        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");
        Store store = new Store();
        Relay relay = follow(store).awaitFilled();
        await().atMost(SOON).until(() -> relay.lag() == 0);

        store.file.map("bindings").clear();
        store.file.map("positions").clear();

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void a_position_beyond_the_end_is_of_another_topic_and_all_is_read() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();
        store.positions.keep("topic/" + topic + "/0", 500).toCompletableFuture().join();

        Relay relay = follow(store).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void a_record_that_is_wrong_holds_up_nobody() {
        BROKER.createCompactedTopic(topic, 1);
        BROKER.publish(topic, "no key", "{}");
        BROKER.publish(topic, key(PLATE, "o:1"), "{}");
        bind(PLATE, "oOne");

        Relay relay = follow(new Store()).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
        assertThat(relay.records("bad")).isEqualTo(2);
    }

    @Test
    void the_marks_of_transactions_keep_nobody_waiting_and_what_was_taken_back_does_not_count() {
        BROKER.createCompactedTopic(topic, 1);
        inTransactions(producer -> {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, key(PLATE, "oOne"), "{}"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, key(PLATE, "oTwo"), "{}"));
            producer.abortTransaction();
        });

        Relay relay = follow(new Store()).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
        await().atMost(SOON).until(() -> relay.lag() == 0);
    }

    @Test
    void while_the_store_does_not_answer_nothing_is_left_out_and_nothing_counted_twice() {
        BROKER.createCompactedTopic(topic, 2);
        for (int i = 0; i < 20; i++) {
            bind("粤B1000" + i % 10, "o" + i);
        }
        Store store = new Store();
        FailingStore failing = new FailingStore(store.bindings, store.positions, 50);

        Relay relay = new Relay(failing, failing, consumer()).awaitFilled();

        assertThat(failing.failuresLeft()).isNotPositive();
        for (int i = 0; i < 10; i++) {
            assertThat(((LookupResult.Found) relay.find("粤B1000" + i)).members())
                    .containsExactlyInAnyOrder(new Openid("o" + i), new Openid("o" + (i + 10)));
        }
        assertThat(relay.records("bound")).isEqualTo(20);
        assertThat(relay.records()).isEqualTo(20);
    }

    @Test
    void a_topic_that_may_not_be_read_is_as_none() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();

        Relay relay = new Relay(
                store.bindings,
                store.positions,
                RefusingConsumer.refusing(consumer(), 3, new TopicAuthorizationException(topic)));

        relay.awaitFilled();
        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void a_fault_of_the_relay_itself_ends_nothing() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();

        Relay relay = new Relay(
                store.bindings,
                store.positions,
                RefusingConsumer.refusing(consumer(), 3, new IllegalStateException("as if")));

        relay.awaitFilled();
        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void closing_waits_for_no_store() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();
        HeldBindings held = new HeldBindings(store.bindings);
        Relay relay = new Relay(held, store.positions, consumer());
        await().atMost(SOON).until(() -> held.waiting() > 0);

        long start = System.nanoTime();
        relay.following.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(store.positions
                        .read("topic/" + topic + "/0")
                        .toCompletableFuture()
                        .join())
                .isZero();
    }
}
