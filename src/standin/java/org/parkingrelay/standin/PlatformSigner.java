package org.parkingrelay.standin;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;

/** Signs answers as WeChat Pay does (D:4013053249). */
final class PlatformSigner {

    private final PlatformIdentity identity;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** The signed headers of an answer without a body, for one second: a signature costs more than all else here. */
    private volatile Emptied emptied = new Emptied(0, "", Map.of());

    private record Emptied(long second, String serial, Map<String, String> headers) {}

    PlatformSigner(PlatformIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** The headers that belong to this body now. */
    Map<String, String> headers(String body) {
        long second = clock.instant().getEpochSecond();
        if (!body.isEmpty()) {
            return signed(second, body);
        }
        Emptied known = emptied;
        String serial = identity.signing().serial();
        if (known.second() != second || !known.serial().equals(serial)) {
            known = new Emptied(second, serial, signed(second, body));
            emptied = known;
        }
        return known.headers();
    }

    /** The headers that belong to this body at another time. */
    Map<String, String> signed(long epochSecond, String body) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        String message = epochSecond + "\n" + nonce + "\n" + body + "\n";
        PlatformIdentity.Signing signing = identity.signing();
        return Map.of(
                "Wechatpay-Timestamp", String.valueOf(epochSecond),
                "Wechatpay-Nonce", nonce,
                "Wechatpay-Signature", identity.kind().sign(signing.keys().getPrivate(), message),
                "Wechatpay-Serial", signing.serial(),
                "Wechatpay-Signature-Type", identity.kind().scheme());
    }
}
