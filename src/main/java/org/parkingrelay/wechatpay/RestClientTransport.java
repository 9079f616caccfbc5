package org.parkingrelay.wechatpay;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Calls WeChat Pay through the Quarkus REST Client: one non-blocking client per host, shared by all calls. */
final class RestClientTransport implements Transport {

    private static final byte[] NO_BODY = {};
    /** WeChat Pay closes idle connections after 8 s; closing first avoids sending into a dying one (wechatpay-java issue 49). */
    private static final int KEEP_ALIVE_SECONDS = 7;

    private final Map<URI, WeChatPayApi> apis;
    private final Duration deadline;
    private final ScheduledExecutorService deadlines;

    /**
     * Builds the clients.
     *
     * @param connections the most connections per host: as many as calls may be in flight, so that none queues unseen
     * @param deadlines ends calls that take too long; must forget what is cancelled, which otherwise keeps each call in memory for as
     *     long as it might have taken
     */
    RestClientTransport(
            Hosts hosts,
            WeChatPayConfig config,
            int connections,
            String userAgent,
            ScheduledExecutorService deadlines) {
        this.deadline = config.deadline();
        this.deadlines = deadlines;
        this.apis = Stream.of(hosts.primary(), hosts.backup())
                .distinct()
                .collect(Collectors.toMap(
                        host -> host,
                        host -> QuarkusRestClientBuilder.newBuilder()
                                .baseUri(host)
                                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                // The deadline is for the whole call, and one timer for each is enough.
                                .readTimeout(0, TimeUnit.MILLISECONDS)
                                .followRedirects(false)
                                .userAgent(userAgent)
                                // Error statuses are answers to be classified, not exceptions.
                                .disableDefaultMapper(true)
                                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
                                .property(QuarkusRestClientProperties.CONNECTION_TTL, KEEP_ALIVE_SECONDS)
                                .build(WeChatPayApi.class)));
    }

    @Override
    public CompletionStage<RawResponse> send(URI host, SignedRequest request) {
        WeChatPayApi api = apis.get(host);
        if (api == null) {
            throw new IllegalArgumentException("no client for " + host);
        }
        CompletableFuture<RawResponse> answer = new CompletableFuture<>();
        Cancellable call = called(api, request)
                .map(RestClientTransport::raw)
                .subscribe()
                .with(answer::complete, answer::completeExceptionally);
        Future<?> end = deadlines.schedule(() -> endTooLate(call, answer), deadline.toMillis(), TimeUnit.MILLISECONDS);
        return answer.whenComplete((response, failure) -> end.cancel(false));
    }

    /** Cancels the call, so that its connection is given back. */
    private static void endTooLate(Cancellable call, CompletableFuture<RawResponse> answer) {
        if (!answer.isDone()) {
            call.cancel();
            answer.completeExceptionally(new TimeoutException());
        }
    }

    private static Uni<Response> called(WeChatPayApi api, SignedRequest request) {
        String authorization = request.authorization();
        String platformKeyId = request.platformKeyId().isEmpty() ? null : request.platformKeyId();
        return switch (request.endpoint()) {
            case PARKINGS -> api.parkings(authorization, platformKeyId, request.body());
            case ECHO -> api.echo(authorization, platformKeyId, request.body());
            case CERTIFICATES -> api.certificates(authorization, null);
            case CERTIFICATES_SM2 -> api.certificates(authorization, "SM2");
        };
    }

    private static RawResponse raw(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.getStringHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        // Read here, because the client itself reads only the bodies of successes.
        byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : NO_BODY;
        return new RawResponse(response.getStatus(), headers, body);
    }
}
