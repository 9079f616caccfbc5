package org.parkingrelay.wechatpay;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;

/** The one place where what came back, or did not, becomes an {@link Outcome}. Never throws. */
final class OutcomeClassifier {

    private final Validator validator;

    OutcomeClassifier(Validator validator) {
        this.validator = validator;
    }

    /** The outcome of a call that was answered. */
    Outcome ofResponse(String host, RawResponse response, Credential credential) {
        int status = response.status();
        if (status == 200 || status == 204) {
            Validation validation = validate(response, credential);
            return validation.isValid()
                    ? outcome(Outcome.Kind.ACCEPTED, host, response, "", "taken")
                    : outcome(Outcome.Kind.IN_DOUBT, host, response, "", validation.flaw());
        }
        if (status == 202) {
            return outcome(Outcome.Kind.UNAVAILABLE, host, response, "", "202: not processed yet");
        }
        if (status >= 200 && status < 300) {
            return outcome(Outcome.Kind.IN_DOUBT, host, response, "", "a success that the API does not know");
        }
        if (status < 400 || status > 599) {
            return outcome(
                    Outcome.Kind.UNAVAILABLE,
                    host,
                    response,
                    "",
                    "neither success nor error; redirects are not followed");
        }
        return ofError(host, response, credential);
    }

    private Outcome ofError(String host, RawResponse response, Credential credential) {
        ErrorBody error = ErrorBody.read(response.body());
        // Some errors are not signed (wechatpay-axios-plugin issue 30); one that is must verify to be believed.
        boolean signed = validator.isSigned(response);
        if (signed) {
            Validation validation = validate(response, credential);
            if (!validation.isValid()) {
                return outcome(Outcome.Kind.IN_DOUBT, host, response, error.code(), validation.flaw());
            }
        }
        OutcomeTable.Row row = OutcomeTable.of(response.status(), error.code(), error.message());
        if (row.isUnknownCode() && !signed) {
            String note = "neither signed nor a code of WeChat Pay: something in between answered";
            return outcome(Outcome.Kind.UNAVAILABLE, host, response, error.code(), note);
        }
        return outcome(row.kind(), host, response, error.code(), row.why());
    }

    private Validation validate(RawResponse response, Credential credential) {
        return validator.validate(response, credential.scheme(), credential.platformKeys()::find);
    }

    /** The outcome of a call that was not made, because its answer could not have been verified. */
    Outcome ofNoPlatformKey(String host) {
        String note = "not called: there is no platform certificate yet that could verify the answer";
        return new Outcome(Outcome.Kind.UNAVAILABLE, new CallFacts(host, 0, "", "", note));
    }

    /** The outcome of a call that was not answered. */
    Outcome ofFailure(String host, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        while (cause.getCause() != null && cause.getCause() != cause && !isNeverSent(cause)) {
            cause = cause.getCause();
        }
        Outcome.Kind kind = isNeverSent(cause) ? Outcome.Kind.UNAVAILABLE : Outcome.Kind.IN_DOUBT;
        // The class only: messages of network exceptions may quote what was sent.
        String note = "no response: " + cause.getClass().getSimpleName();
        return new Outcome(kind, new CallFacts(host, 0, "", "", note));
    }

    private static boolean isNeverSent(Throwable failure) {
        return failure instanceof NeverSentException
                || failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException;
    }

    private static Outcome outcome(Outcome.Kind kind, String host, RawResponse response, String code, String note) {
        return new Outcome(
                kind, new CallFacts(host, response.status(), code, requestId(response.header("Request-ID")), note));
    }

    /** Foreign text on its way to logs and record headers: what is not a plain identifier is left away. */
    private static String requestId(String header) {
        boolean plain = header.length() <= 128 && header.chars().allMatch(c -> c > ' ' && c < 127);
        return plain ? header : "";
    }
}
