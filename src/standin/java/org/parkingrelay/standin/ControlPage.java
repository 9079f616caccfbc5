package org.parkingrelay.standin;

import io.vertx.core.http.HttpServerRequest;
import java.util.stream.Collectors;

/**
 * What a person or another process may ask of a running stand-in:
 *
 * <pre>
 *   GET    /stand-in/ledger            one line per request
 *   POST   /stand-in/faults?count=20   the body is a fault as {@link Fault#parse} reads it
 *   DELETE /stand-in/faults            nothing fails any more
 * </pre>
 */
final class ControlPage {

    static final String PREFIX = "/stand-in/";

    private final Ledger ledger;
    private final Faults faults;

    ControlPage(Ledger ledger, Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    void handle(HttpServerRequest request) {
        String what = request.method() + " " + request.path();
        if (what.equals("GET /stand-in/ledger")) {
            String lines = ledger.entries().stream().map(ControlPage::line).collect(Collectors.joining());
            request.response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(lines);
        } else if (what.equals("POST /stand-in/faults")) {
            request.body().onSuccess(body -> plan(request, body.toString()));
        } else if (what.equals("DELETE /stand-in/faults")) {
            faults.clear();
            request.response().end("nothing fails any more\n");
        } else {
            request.response().setStatusCode(404).end("see GET /stand-in/ledger, POST and DELETE /stand-in/faults\n");
        }
    }

    private void plan(HttpServerRequest request, String body) {
        try {
            String count = request.getParam("count");
            Fault fault = Fault.parse(body);
            faults.next(count == null ? 1 : Integer.parseInt(count), fault);
            request.response().end("planned: " + fault + "\n");
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            request.response()
                    .setStatusCode(400)
                    .end("not a fault: try 'status 500 SYSTEM_ERROR', hang, reset, probe, 'slow 2000'\n");
        }
    }

    private static String line(LedgerEntry entry) {
        LedgerEntry.Fields fields = entry.fields();
        return entry.number() + "\t" + entry.receivedAt() + "\t" + entry.answer() + "\t"
                + (entry.taken() ? "taken" : "-") + "\t" + fields.state() + "\t" + fields.plateNumber() + "\t"
                + fields.time() + "\t" + fields.openid() + "\n";
    }
}
