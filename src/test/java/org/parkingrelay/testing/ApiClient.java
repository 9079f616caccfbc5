package org.parkingrelay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Somebody at the operators' API of a relay on this machine. */
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JSON = "application/json";
    private static final int OK = 200;

    private final int port;
    private final String authorization;

    private ApiClient(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** Of a relay that is yet to be started, without a login. */
    public static ApiClient onFreePort() {
        return new ApiClient(ChildProcess.freePort(), "");
    }

    /** The same with a login. */
    public ApiClient as(String name, String password) {
        byte[] login = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ApiClient(port, "Basic " + Base64.getEncoder().encodeToString(login));
    }

    public int port() {
        return port;
    }

    public boolean isListening() {
        return ChildProcess.listens(port);
    }

    public HttpResponse<String> post(String path, String body) {
        return post(path, body, JSON);
    }

    /** With another content type, or none if it is empty. */
    public HttpResponse<String> post(String path, String body, String type) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(type.isEmpty() ? request : request.header("Content-Type", type));
    }

    /** The body as it comes; to close it is to go away. */
    public InputStream open(String path, String body) {
        HttpRequest request = request(path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", JSON)
                .build();
        try {
            HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != OK) {
                throw new AssertionError("status " + response.statusCode());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().header("Content-Type", JSON));
    }

    private HttpRequest.Builder request(String path) {
        URI uri = URI.create(URI.create("http://localhost:" + port + path).toASCIIString());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
