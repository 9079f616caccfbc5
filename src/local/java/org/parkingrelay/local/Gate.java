package org.parkingrelay.local;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A gate that a car passes every second: each sample car in turn drives in, and the next time out. Sometimes it babbles. */
final class Gate implements Runnable {

    private static final int BAD_EVENT_EVERY = 10;
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** As most vendors write times: without a zone, to the second. */
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final String kafka;
    private final Set<SampleCars.Car> inside = new HashSet<>();

    Gate(String kafka) {
        this.kafka = kafka;
    }

    @Override
    public void run() {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            long next = System.nanoTime();
            for (int number = 1; !Thread.currentThread().isInterrupted(); number++) {
                Future<?> unused = producer.send(number % BAD_EVENT_EVERY == 0 ? badEvent(number) : passage(number));
                next += PERIOD_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private ProducerRecord<String, String> passage(int number) {
        SampleCars.Car car = SampleCars.CARS.get((number - number / BAD_EVENT_EVERY - 1) % SampleCars.CARS.size());
        String direction = inside.remove(car) ? "OUT" : "IN";
        if (direction.equals("IN")) {
            inside.add(car);
        }
        String whose = car.openid().isEmpty() ? "" : "   (a member's car)";
        if (car.equals(SampleCars.OF_JIESHUN)) {
            String topic = Topics.JIESHUN + direction.toLowerCase(Locale.ROOT);
            Story.tell(
                    "gate",
                    car.plate() + " drives " + direction + whose + "   (in Jieshun's own format, on " + topic + ")");
            // As the vendor sends them: without a key.
            return new ProducerRecord<>(topic, jieshun(number, car, direction));
        }
        Story.tell("gate", car.plate() + " drives " + direction + whose);
        return canonical("""
                {"eventId":"local-%d","direction":"%s","plateNumber":"%s","lotId":"LOT-1","laneId":"E1","occurredAt":"%s"}""".formatted(number, direction, car.plate(), now()));
    }

    private static ProducerRecord<String, String> canonical(String event) {
        return new ProducerRecord<>(Topics.EVENTS, "LOT-1", event);
    }

    private static String jieshun(int number, SampleCars.Car car, String direction) {
        return """
                {"itemId":"jieshun-%d","parkCode":"%s","carNumber":"%s","equipCode":"A0001234","%sTime":"%s"}""".formatted(
                number, Mall.JIESHUN_LOT, car.plate(), direction.toLowerCase(Locale.ROOT), LOCAL.format(beijing()));
    }

    private static ProducerRecord<String, String> badEvent(int number) {
        Story.tell("gate", "sends an event without a plate field and with a direction that does not exist");
        return canonical("""
                {"eventId":"local-%d","direction":"SIDEWAYS","lotId":"LOT-1","occurredAt":"%s"}""".formatted(number, now()));
    }

    /** Not by {@code toString()}, which leaves out seconds that are zero, as the contract does not allow. */
    private static String now() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(beijing());
    }

    private static OffsetDateTime beijing() {
        return OffsetDateTime.now(Clock.system(ZoneOffset.ofHours(8))).truncatedTo(ChronoUnit.MILLIS);
    }
}
