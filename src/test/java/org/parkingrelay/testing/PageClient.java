package org.parkingrelay.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that has no scripts, at the operators' pages of a relay on this machine. */
public final class PageClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String token = "";
    private String language = "en";

    public PageClient(int port) {
        this.port = port;
    }

    /** Asks for another language. */
    public PageClient speaking(String acceptLanguage) {
        this.language = acceptLanguage;
        return this;
    }

    /** Goes in; the answer is the redirect of a sign-in that went well, or the form again. */
    public HttpResponse<String> signIn(String name, String password) {
        get("/sign-in");
        return post("/sign-in", Map.of("name", name, "password", password));
    }

    /** The token that the last page had. */
    public String token() {
        return token;
    }

    /** What the browser keeps, by name. */
    public Map<String, String> cookies() {
        return cookies;
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** As htmx asks for a part of a page. */
    public HttpResponse<String> getPart(String path) {
        return send(request(path).header("HX-Request", "true").GET());
    }

    /** With the token that the last page had. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return post(path, fields, token);
    }

    /** With another token; without, if it is empty. */
    public HttpResponse<String> post(String path, Map<String, String> fields, String csrf) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (!csrf.isEmpty()) {
            all.put("csrf-token", csrf);
        }
        return post(path, encoded(all), FORM);
    }

    /** With any body; without a content type if that is empty. */
    public HttpResponse<String> post(String path, String body, String type) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(type.isEmpty() ? request : request.header("Content-Type", type));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Another address of the same host, such as where a provider sends people back to. */
    public HttpResponse<String> follow(HttpResponse<String> redirect) {
        URI there =
                redirect.uri().resolve(redirect.headers().firstValue("Location").orElseThrow());
        return send(HttpRequest.newBuilder(there)
                .header("Accept-Language", language)
                .header("Cookie", shown())
                .GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept-Language", language);
        return cookies.isEmpty() ? request : request.header("Cookie", shown());
    }

    private String shown() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            Matcher found = TOKEN.matcher(answer.body());
            if (found.find()) {
                token = found.group(1);
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
