package org.parkingrelay.wechatpay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A transport of the JDK's own, for tests of the protocol without the framework. */
final class JdkTransport implements Transport {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public CompletionStage<RawResponse> send(URI host, SignedRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        host.resolve(request.endpoint().path()))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", request.authorization())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "Test/1")
                .method(request.endpoint().method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        if (!request.platformKeyId().isEmpty()) {
            builder.header("Wechatpay-Serial", request.platformKeyId());
        }
        return http.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> {
                    Map<String, String> headers = new HashMap<>();
                    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
                    return new RawResponse(response.statusCode(), headers, response.body());
                });
    }
}
