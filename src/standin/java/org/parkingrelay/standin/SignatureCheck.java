package org.parkingrelay.standin;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a request is signed by a merchant that the stand-in knows, now, for exactly these bytes (D:4012072670). */
final class SignatureCheck {

    private static final long CLOCK_LIMIT_SECONDS = 300;
    private static final int NONCES_KEPT = 1_000_000;

    private final Map<String, Merchant> merchants;
    private final KeyKind kind;
    private final Clock clock;
    /** The documentation does not say whether a nonce may come twice; a client that repeats one is not random. */
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    SignatureCheck(Map<String, Merchant> merchants, KeyKind kind, Clock clock) {
        this.kind = kind;
        this.merchants = merchants;
        this.clock = clock;
    }

    Optional<Refusal> check(ReceivedReport report, AuthorizationHeader authorization) {
        if (!authorization.scheme().equals(kind.scheme())) {
            return refused("Authorization不合法: 认证类型不支持");
        }
        Merchant merchant = merchants.get(authorization.parameter("mchid"));
        if (merchant == null) {
            return refused("商户号不存在");
        }
        if (!merchant.serialNumber().equals(authorization.parameter("serial_no"))) {
            return refused("商户证书序列号有误");
        }
        String timestamp = authorization.parameter("timestamp");
        if (!timestamp.matches("[0-9]{10}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > CLOCK_LIMIT_SECONDS) {
            return refused("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
        }
        String nonce = authorization.parameter("nonce_str");
        if (!nonce.matches("[0-9A-Za-z]{16,32}")) {
            return refused("Http头Authorization值格式错误: nonce_str");
        }
        String message =
                report.method() + "\n" + report.path() + "\n" + timestamp + "\n" + nonce + "\n" + report.body() + "\n";
        if (!kind.verifies(merchant.publicKey(), message, authorization.parameter("signature"))) {
            return refused("错误的签名，验签失败");
        }
        if (nonces.size() > NONCES_KEPT) {
            nonces.clear();
        }
        return nonces.add(nonce) ? Optional.empty() : refused("nonce_str重复");
    }

    private static Optional<Refusal> refused(String message) {
        return Optional.of(Refusal.signature(message));
    }
}
