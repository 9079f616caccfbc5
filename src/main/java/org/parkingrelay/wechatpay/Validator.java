package org.parkingrelay.wechatpay;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Checks that a response is WeChat Pay's own and fresh (D:4013053420). */
final class Validator {

    private static final String TIMESTAMP = "Wechatpay-Timestamp";
    private static final String NONCE = "Wechatpay-Nonce";
    private static final String SIGNATURE = "Wechatpay-Signature";
    static final String SERIAL = "Wechatpay-Serial";
    private static final List<String> HEADERS = List.of(TIMESTAMP, NONCE, SIGNATURE, SERIAL);
    private static final String PROBE = "WECHATPAY/SIGNTEST/";

    /** From here on a response is too old or too new; the official SDKs draw the same line. */
    private static final Duration CLOCK_LIMIT = Duration.ofMinutes(5);

    private final Clock clock;

    Validator(Clock clock) {
        this.clock = clock;
    }

    /** Whether the response carries a signature at all: answers of proxies, and some errors, do not. */
    boolean isSigned(RawResponse response) {
        return HEADERS.stream().noneMatch(name -> response.header(name).isEmpty());
    }

    /**
     * Checks key, time and signature, in this order, and says what is wrong with the first that is.
     *
     * @param keys finds the key that a response names
     */
    Validation validate(RawResponse response, Scheme scheme, Function<String, Optional<PublicKey>> keys) {
        for (String name : HEADERS) {
            if (response.header(name).isEmpty()) {
                return Validation.invalid("the response has no " + name);
            }
        }
        Optional<PublicKey> key = keys.apply(response.header(SERIAL));
        if (key.isEmpty()) {
            return Validation.invalid("the response is signed with a key that is not known");
        }
        if (!isFresh(response.header(TIMESTAMP))) {
            return Validation.invalid("the response's time is 5 minutes or more from this clock");
        }
        String signature = response.header(SIGNATURE);
        byte[] message = SignedMessage.ofResponse(response.header(TIMESTAMP), response.header(NONCE), response.body());
        if (!scheme.verifies(key.get(), message, signature)) {
            return Validation.invalid(
                    signature.startsWith(PROBE)
                            ? "the response carries a signature probe"
                            : "the response's signature does not verify");
        }
        return Validation.VALID;
    }

    private boolean isFresh(String timestamp) {
        try {
            long apart = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
            return Math.abs(apart) < CLOCK_LIMIT.toSeconds();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
