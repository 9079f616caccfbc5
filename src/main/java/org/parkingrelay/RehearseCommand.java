package org.parkingrelay;

import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.Errors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.binding.CatchUp;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.intake.GateEventIntake;
import org.parkingrelay.retry.Claim;

/**
 * Does what the first minutes of a relay that serves do, once that has started as in {@link Rehearsal}: is asked for health and
 * meters, takes events of strangers, and reports one of a member, which gets no answer that counts. Ends with 0 if all went so.
 */
class RehearseCommand implements QuarkusApplication {

    /** So many that Java notes what is called often. */
    private static final int STRANGERS = 500;

    /** So long the report is tried. */
    private static final long REPORT_SECONDS = 2;

    private final GateEventIntake intake;
    private final CatchUp bindings;
    private final int port;
    private final Claim claim = new Claim();
    private int taken;

    RehearseCommand(GateEventIntake intake, CatchUp bindings, @ConfigProperty(name = Rehearsal.PORT) int port) {
        this.intake = intake;
        this.bindings = bindings;
        this.port = port;
    }

    @Override
    public int run(String... args) throws IOException, InterruptedException, ExecutionException {
        boolean isWell = answers("/q/health/ready");
        // No event waits for the topic of the bindings, which never comes.
        bindings.nothingToRead();
        for (int i = 0; i < STRANGERS; i++) {
            Disposition disposition = take("粤A%05d".formatted(i)).get();
            isWell &= disposition instanceof Disposition.Skipped;
        }
        try {
            take(Rehearsal.MEMBER).get(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // As meant: it is tried until the relay ends.
        }
        isWell &= answers("/q/health/live") && answers("/q/health/ready") && answers("/q/metrics");
        claim.end();
        // Needed for whatever a broker answers, and slow to make.
        isWell &= Errors.forCode(Errors.NONE.code()) == Errors.NONE;
        System.out.println(isWell ? "Rehearsed." : "The rehearsal failed.");
        return isWell ? 0 : 1;
    }

    private CompletableFuture<Disposition> take(String plate) {
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Relay.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.ofHours(8)));
        String event = """
                {"eventId":"%d","direction":"IN","plateNumber":"%s","lotId":"%s","occurredAt":"%s"}""".formatted(taken, plate, Rehearsal.LOT, time);
        byte[] key = Rehearsal.LOT.getBytes(StandardCharsets.UTF_8);
        return intake.take(
                        new ConsumerRecord<>(Rehearsal.TOPIC, 0, taken++, key, event.getBytes(StandardCharsets.UTF_8)),
                        claim)
                .toCompletableFuture();
    }

    /** With anything: without Kafka the relay is not ready. */
    private boolean answers(String page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
        boolean isError = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream body = isError ? connection.getErrorStream() : connection.getInputStream()) {
            return body.readAllBytes().length > 0;
        }
    }
}
