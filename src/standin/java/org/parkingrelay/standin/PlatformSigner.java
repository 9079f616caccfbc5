package org.parkingrelay.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Signs answers as WeChat Pay does (D:4013053249). */
final class PlatformSigner {

    private final String keyId;
    private final PrivateKey key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** The signed headers of an answer without a body, for one second: a signature costs more than all else here. */
    private volatile Emptied emptied = new Emptied(0, Map.of());

    private record Emptied(long second, Map<String, String> headers) {}

    PlatformSigner(String keyId, PrivateKey key, Clock clock) {
        this.keyId = keyId;
        this.key = key;
        this.clock = clock;
    }

    String keyId() {
        return keyId;
    }

    /** The headers that belong to this body now. */
    Map<String, String> headers(String body) {
        long second = clock.instant().getEpochSecond();
        if (!body.isEmpty()) {
            return signed(second, body);
        }
        Emptied known = emptied;
        if (known.second() != second) {
            known = new Emptied(second, signed(second, body));
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
        return Map.of(
                "Wechatpay-Timestamp",
                String.valueOf(epochSecond),
                "Wechatpay-Nonce",
                nonce,
                "Wechatpay-Signature",
                sign(message),
                "Wechatpay-Serial",
                keyId,
                "Wechatpay-Signature-Type",
                "WECHATPAY2-SHA256-RSA2048");
    }

    private String sign(String message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stand-in cannot sign", e);
        }
    }
}
