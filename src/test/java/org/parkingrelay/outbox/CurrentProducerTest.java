package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Which producer is used, and that none is waited for by who must tell of it. */
class CurrentProducerTest {

    private final SaslAuthenticationException refused = new SaslAuthenticationException("refused");

    private final List<Told> made = new ArrayList<>();
    private Consumer<Told> atClose = producer -> {};
    private final CurrentProducer producers = new CurrentProducer(this::make);

    /** As Kafka's own: while it is closed, another thread tells what came of its last records, and is waited for. */
    private final class Told extends MockProducer<byte[], byte[]> {
        private boolean hasTold;

        private Told() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void close(Duration timeout) {
            Thread teller = new Thread(() -> atClose.accept(this));
            teller.setDaemon(true);
            teller.start();
            try {
                teller.join(5_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            hasTold = !teller.isAlive();
            super.close(timeout);
        }
    }

    private Producer<byte[], byte[]> make() {
        Told producer = new Told();
        made.add(producer);
        return producer;
    }

    @Test
    void one_that_kafka_refused_is_replaced_and_closed() {
        producers.failed(producers.get(), refused);

        assertThat(made).hasSize(2);
        assertThat(producers.get()).isSameAs(made.get(1));
        assertThat(made.get(0).closed()).isTrue();
    }

    @Test
    void one_that_failed_otherwise_stays() {
        producers.failed(producers.get(), new TimeoutException("no answer"));

        assertThat(made).hasSize(1);
        assertThat(made.get(0).closed()).isFalse();
    }

    @Test
    void many_failures_of_one_replace_it_once_and_the_next_is_given_time() {
        Producer<byte[], byte[]> first = producers.get();

        producers.failed(first, refused);
        producers.failed(first, refused);
        producers.failed(producers.get(), refused);

        assertThat(made).hasSize(2);
    }

    @Test
    void what_is_told_while_one_is_closed_or_replaced_is_not_held_up() {
        atClose = producer -> producers.failed(producer, refused);

        producers.failed(producers.get(), refused);
        producers.close();

        assertThat(made).hasSize(2).allMatch(producer -> producer.hasTold);
    }

    @Test
    void none_is_made_after_the_end() {
        producers.close();

        producers.failed(producers.get(), refused);

        assertThat(made).hasSize(1);
    }
}
