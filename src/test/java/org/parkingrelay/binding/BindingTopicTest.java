package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.parkingrelay.lookup.LookupResult;

/** What the topic says is in the store, whatever restarts and whoever shares it. */
class BindingTopicTest extends BindingTopicKit {

    @Test
    void a_binding_is_made_and_ended() {
        BROKER.createCompactedTopic(topic, 3);
        Relay relay = follow(new Store()).awaitFilled();
        bind("粤B·12345", "oOne");
        awaitFound(relay, PLATE, "oOne");
        bind("粤B·12345", "oTwo");
        awaitFound(relay, PLATE, "oOne", "oTwo");

        end("粤B·12345", "oOne");

        awaitFound(relay, PLATE, "oTwo");
        assertThat(relay.records("bound")).isEqualTo(2);
        assertThat(relay.records("ended")).isEqualTo(1);
        await().atMost(SOON).until(() -> relay.lag() == 0);
    }

    @Test
    void an_old_record_that_comes_again_undoes_nothing() {
        BROKER.createCompactedTopic(topic, 1);
        Relay relay = follow(new Store()).awaitFilled();
        publish(PLATE, "oOne", "{}", Duration.ofSeconds(60));
        publish(PLATE, "oOne", null, Duration.ofSeconds(30));
        publish(PLATE, "oOne", "{}", Duration.ofSeconds(60));
        bindAgain("2020-01-01T00:00:00Z");

        await().atMost(SOON).until(() -> relay.records() == 4);
        assertThat(relay.records("older")).isEqualTo(2);
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void a_restart_goes_on_where_it_was() {
        BROKER.createCompactedTopic(topic, 2);
        Store store = new Store();
        bind(PLATE, "oOne");
        bind("沪A12345", "oTwo");
        Relay first = follow(store).awaitFilled();
        await().atMost(SOON).until(() -> first.records("bound") == 2);
        first.following.close();
        end(PLATE, "oOne");

        Relay second = follow(store).awaitFilled();

        assertThat(second.find(PLATE)).isEqualTo(new LookupResult.Absent());
        assertThat(second.find("沪A12345")).isEqualTo(found("沪A12345", "oTwo"));
        assertThat(second.records()).isEqualTo(1);
    }

    @Test
    void a_new_store_is_filled_from_the_beginning() {
        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");
        follow(new Store()).awaitFilled().following.close();

        Relay second = follow(new Store()).awaitFilled();

        assertThat(second.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void what_another_relay_has_put_into_the_same_store_is_skipped() {
        BROKER.createCompactedTopic(topic, 1);
        Store store = new Store();
        Relay relay = follow(store).awaitFilled();
        // The other relay has kept that it read two records, of which the store shows nothing.
        store.positions.keep("topic/" + topic + "/0", 2).toCompletableFuture().join();
        // In a transaction, so that all three are seen at once.
        inTransactions(producer -> {
            producer.beginTransaction();
            for (String openid : List.of("oOne", "oTwo", "oThree")) {
                producer.send(new ProducerRecord<>(topic, key(PLATE, openid), "{}"));
            }
            producer.commitTransaction();
        });

        awaitFound(relay, PLATE, "oThree");
        assertThat(relay.records()).isEqualTo(1);
    }

    @Test
    void without_the_topic_look_ups_are_answered_and_it_is_not_made_but_waited_for() {
        Relay relay = follow(new Store()).awaitFilled();
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Absent());
        assertThat(relay.lag()).isEqualTo(-1);
        assertThat(BROKER.hasTopic(topic)).isFalse();

        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void partitions_that_are_added_are_read() {
        BROKER.createCompactedTopic(topic, 1);
        Store store = new Store();
        Relay relay = new Relay(store.bindings, store.positions, consumer(Map.of("metadata.max.age.ms", "300")));
        relay.awaitFilled();

        BROKER.grow(topic, 2);
        BROKER.publish(new ProducerRecord<>(topic, 1, bytes(key(PLATE, "oOne")), bytes("{}")));

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void until_the_end_of_the_topic_is_reached_nobody_is_a_stranger() {
        BROKER.createCompactedTopic(topic, 1);
        for (int i = 0; i < 10; i++) {
            bind(PLATE, "o" + i);
        }
        Store store = new Store();
        HeldBindings held = new HeldBindings(store.bindings);

        Relay relay = new Relay(held, store.positions, consumer());

        await().atMost(SOON).until(() -> held.waiting() > 0);
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Unavailable("filling"));
        assertThat(relay.find("沪A12345")).isEqualTo(new LookupResult.Unavailable("filling"));
        assertThat(relay.catchUp.missing()).contains("10 records to go");
        held.release();
        relay.awaitFilled();
        assertThat(relay.find(PLATE)).isInstanceOf(LookupResult.Found.class);
        assertThat(relay.find("沪A12345")).isEqualTo(new LookupResult.Absent());
    }

    private void bindAgain(String updatedAt) {
        BROKER.publish(topic, key(PLATE, "oOne"), "{\"updatedAt\":\"" + updatedAt + "\"}");
    }
}
