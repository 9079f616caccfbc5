package org.parkingrelay.wechatpay;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.parkingrelay.wechatpay.Transport.SignedRequest;

/** Signs a request and sends it: on threads of its own, because a signature costs more CPU than all the rest. */
final class Calls {

    private static final byte[] NO_BODY = {};

    private final Transport transport;
    private final Signers signers;
    private final Clock clock;
    private final Supplier<String> nonces;

    Calls(Transport transport, Signers signers, Clock clock, Supplier<String> nonces) {
        this.transport = transport;
        this.signers = signers;
        this.clock = clock;
        this.nonces = nonces;
    }

    /**
     * One call, with a signature of its own: WeChat Pay refuses a time that is 5 minutes off. The stage fails where no answer
     * came, and likewise where the call could not even be begun; nothing is thrown.
     *
     * @param notAfter nothing is sent after this instant
     */
    CompletionStage<RawResponse> call(
            URI host, Credential credential, Endpoint endpoint, byte[] body, Instant notAfter) {
        try {
            return signers.sign(() -> signed(credential, endpoint, body))
                    .thenCompose(request -> clock.instant().isAfter(notAfter)
                            ? CompletableFuture.failedStage(new NeverSentException())
                            : transport.send(host, request));
        } catch (RejectedExecutionException e) {
            // The signers end before the last report does, when the relay closes.
            return CompletableFuture.failedStage(e);
        }
    }

    private SignedRequest signed(Credential credential, Endpoint endpoint, byte[] body) {
        long timestamp = clock.instant().getEpochSecond();
        String authorization =
                credential.authorization(endpoint.method(), endpoint.path(), timestamp, nonces.get(), body);
        return new SignedRequest(
                endpoint, authorization, credential.platformKeys().requested(), body);
    }

    /** {@code GET /v3/certificates} on the first host, and on the second where the first does not answer. */
    CompletionStage<RawResponse> certificates(Hosts hosts, Credential credential) {
        Endpoint endpoint = credential.scheme().isSm2() ? Endpoint.CERTIFICATES_SM2 : Endpoint.CERTIFICATES;
        return call(hosts.primary(), credential, endpoint, NO_BODY, Instant.MAX)
                .handle((response, failure) -> failure == null
                        ? CompletableFuture.completedStage(response)
                        : call(hosts.backup(), credential, endpoint, NO_BODY, Instant.MAX))
                .thenCompose(stage -> stage);
    }
}
