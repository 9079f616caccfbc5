package org.parkingrelay.testing;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.telemetry.Meters;

/** Writers that try again within milliseconds. */
public final class RecordWriters {

    private RecordWriters() {}

    /** One that writes by this producer. */
    public static RecordWriter of(Producer<byte[], byte[]> producer, TimerThread timer, Meters meters) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), () -> 0.5);
        return new RecordWriter(() -> producer, new Retrying(backoff, new Waits(timer), Clock.systemUTC()), meters);
    }
}
