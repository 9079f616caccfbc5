package org.parkingrelay.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.parkingrelay.testing.TestBroker;

/** The cars: members, who come and go in turn, and strangers; and how long it takes until WeChat Pay knows of a member. */
final class Fleet {

    /** So many that a car's next event comes long after its last has been forwarded. */
    static final int MEMBERS = 20_000;

    private static final int STRANGERS = 80_000;
    private static final int FIRST = 10_000;
    private static final String OPENID = "oMember_";
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final TestBroker broker;
    private String topic;
    private final long[] publishedAt = new long[MEMBERS];
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final AtomicLong number = new AtomicLong();
    private long memberEvents;
    private long strangerEvents;

    Fleet(TestBroker broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** Has all further events go to another topic. */
    void driveTo(String other) {
        topic = other;
    }

    static String plate(int member) {
        return "粤B" + (FIRST + member);
    }

    static String openid(int member) {
        return OPENID + member;
    }

    /** The next member passes the gate. */
    void member() {
        int car = (int) (memberEvents % MEMBERS);
        String direction = memberEvents / MEMBERS % 2 == 0 ? "IN" : "OUT";
        memberEvents++;
        publishedAt[car] = System.nanoTime();
        publish(plate(car), direction);
    }

    /** The next car that is nobody's passes. */
    void stranger() {
        int car = (int) (strangerEvents % STRANGERS);
        strangerEvents++;
        publish("粤C" + (FIRST + car), "IN");
    }

    private void publish(String plate, String direction) {
        broker.publishLater(new ProducerRecord<>(topic, event(plate, direction)));
    }

    private byte[] event(String plate, String direction) {
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.ofHours(8)));
        // By hand, because the driver must be faster than what it drives.
        return ("{\"eventId\":\"e-" + number.incrementAndGet() + "\",\"direction\":\"" + direction
                        + "\",\"plateNumber\":\"" + plate + "\",\"lotId\":\"LOT-1\",\"occurredAt\":\"" + time + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** WeChat Pay has accepted this body. */
    void accepted(byte[] body) {
        long now = System.nanoTime();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int start = text.indexOf(OPENID) + OPENID.length();
        int car = Integer.parseInt(text, start, text.indexOf('"', start), 10);
        latencies.recordValue(Math.min(now - publishedAt[car], LONGEST_NANOS));
    }

    /** From now on. */
    void forgetLatencies() {
        latencies.reset();
    }

    /** Milliseconds that so many percent of the events did not exceed. */
    double latencyMillis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
