package org.parkingrelay;

import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sees to it that the first minutes of a relay that serves are rehearsed, once that has started as in {@link Rehearsal}: it is ready, the
 * strangers have passed, and the member's report was tried. Asks as an operator does, for health and meters. Ends with 0 if all went so.
 */
class RehearseCommand implements QuarkusApplication {

    /** So long each step may take: many times what it does. */
    private static final long PATIENCE_SECONDS = 30;

    private static final long LOOK_MILLIS = 20;

    /** So often the report is tried at least, which gets no answer that counts. */
    private static final int TRIED = 3;

    private static final String SKIPPED = "relay_intake_records_total{disposition=\"skipped\"";
    private static final String RETRIES = "relay_delivery_retries_total";

    private final int port;

    RehearseCommand(@ConfigProperty(name = Rehearsal.PORT) int port) {
        this.port = port;
    }

    @Override
    public int run(String... args) throws Exception {
        boolean isWell = comes("is ready", () -> ask("/q/health/ready").isWell())
                && comes("has passed the strangers", () -> meter(SKIPPED) == Rehearsal.STRANGERS)
                && comes("has tried the member's report", () -> meter(RETRIES) >= TRIED)
                && comes("is alive", () -> ask("/q/health/live").isWell());
        if (isWell) {
            System.out.println("Rehearsed.");
        }
        return isWell ? 0 : 1;
    }

    private static boolean comes(String what, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                System.err.printf(
                        "The rehearsal failed: it is not so after %d s that the relay %s.%n", PATIENCE_SECONDS, what);
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** The sum of all that begin so, whatever their other tags. */
    private double meter(String beginning) throws IOException {
        return ask("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private record Answer(boolean isWell, String text) {}

    private Answer ask(String page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
        boolean isWell = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream body = isWell ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(isWell, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
