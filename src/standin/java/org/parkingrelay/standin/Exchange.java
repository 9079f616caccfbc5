package org.parkingrelay.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One request's answer: right, an error, or spoilt in one of the ways of {@link Fault}. */
final class Exchange {

    /** As seen in wechatpay-java issue 319: the prefix, and a length that no Base64 has. */
    private static final String PROBE = "WECHATPAY/SIGNTEST/" + "A".repeat(334);

    private static final Duration AGE_OF_OLD = Duration.ofMinutes(10);

    private final HttpServerRequest request;
    private final PlatformSigner signer;
    private final Vertx vertx;
    private final List<Runnable> endings = new ArrayList<>();
    private boolean ended;

    Exchange(HttpServerRequest request, PlatformSigner signer, Vertx vertx) {
        this.request = request;
        this.signer = signer;
        this.vertx = vertx;
        request.response().endHandler(done -> end());
        request.response().closeHandler(closed -> end());
        request.response().exceptionHandler(failure -> end());
    }

    /** Runs an action once, when the answer is out or the connection gone. */
    void onEnd(Runnable action) {
        synchronized (endings) {
            if (!ended) {
                endings.add(action);
                return;
            }
        }
        action.run();
    }

    private void end() {
        List<Runnable> due;
        synchronized (endings) {
            ended = true;
            due = List.copyOf(endings);
            endings.clear();
        }
        due.forEach(Runnable::run);
    }

    void accept(Duration latency) {
        send(204, "", signer.headers(""), latency);
    }

    /** A success with a body. */
    void answer(String body, Duration latency) {
        send(200, body, signer.headers(body), latency);
    }

    void refuse(Refusal refusal, Duration latency) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", refusal.code());
        json.put("message", refusal.message());
        if (!refusal.field().isEmpty()) {
            json.putObject("detail").put("field", refusal.field()).put("location", "body");
        }
        String body = json.toString();
        send(refusal.status(), body, signer.headers(body), latency);
    }

    void play(Fault fault, Duration latency) {
        if (fault instanceof Fault.Status status) {
            refuse(new Refusal(status.status(), status.code(), status.message(), ""), latency);
        } else if (fault instanceof Fault.Slow slow) {
            accept(latency.plus(slow.delay()));
        } else if (fault instanceof Fault.Html html) {
            send(html.status(), "<html><body><h1>" + html.status() + "</h1></body></html>", Map.of(), latency);
        } else if (fault instanceof Fault.NoSignature) {
            send(204, "", Map.of(), latency);
        } else if (fault instanceof Fault.BadSignature) {
            // A good signature of something else.
            String other = signer.headers("{}").getOrDefault("Wechatpay-Signature", "");
            send(204, "", with("Wechatpay-Signature", other), latency);
        } else if (fault instanceof Fault.Probe) {
            send(204, "", with("Wechatpay-Signature", PROBE), latency);
        } else if (fault instanceof Fault.WrongSerial) {
            send(204, "", with("Wechatpay-Serial", "PUB_KEY_ID_0000000000"), latency);
        } else if (fault instanceof Fault.OldTimestamp) {
            send(204, "", signer.signed(Instant.now().minus(AGE_OF_OLD).getEpochSecond(), ""), latency);
        } else if (fault instanceof Fault.Reset || fault instanceof Fault.ResetAfterTaking) {
            vertx.runOnContext(now -> request.connection().close());
        }
        // Fault.Hang: nothing.
    }

    private Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(signer.headers(""));
        headers.put(header, value);
        return headers;
    }

    private void send(int status, String body, Map<String, String> headers, Duration latency) {
        long millis = latency.toMillis();
        if (millis == 0) {
            vertx.runOnContext(now -> write(status, body, headers));
        } else {
            vertx.setTimer(millis, id -> write(status, body, headers));
        }
    }

    private void write(int status, String body, Map<String, String> headers) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status).putHeader("Request-ID", "08" + UUID.randomUUID());
        headers.forEach(response::putHeader);
        if (status == 204) {
            response.end();
        } else {
            response.putHeader("Content-Type", headers.isEmpty() ? "text/html" : "application/json; charset=utf-8");
            response.end(body);
        }
    }
}
