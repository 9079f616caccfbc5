package org.parkingrelay.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID Connect provider, as far as a relay sees one: discovery, keys, the code flow with PKCE, and tokens. Whoever comes is
 * signed in at once as the user that the test named.
 */
public final class OidcProvider implements AutoCloseable {

    public static final String CLIENT = "parking-relay";
    public static final String SECRET = "a-secret-of-at-least-thirty-two-characters";

    private static final String KEY_ID = "test-key";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair keys;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile String user = "nobody";
    private volatile String groups = "[]";

    private OidcProvider(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    public static OidcProvider start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            OidcProvider provider = new OidcProvider(server, generator.generateKeyPair());
            server.createContext("/.well-known/openid-configuration", provider::discovery);
            server.createContext("/keys", provider::keys);
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Who is signed in at the provider, and what it says of them: a JSON array of groups. */
    public void signedIn(String name, String groupsOf) {
        this.user = name;
        this.groups = groupsOf;
    }

    /** A token for the API. */
    public String bearer(String name, String groupsOf) {
        return jwt(name, groupsOf, CLIENT, Instant.now().plusSeconds(300), "");
    }

    /** A token for another application. */
    public String bearerElsewhere(String name, String groupsOf) {
        return jwt(name, groupsOf, "another-application", Instant.now().plusSeconds(300), "");
    }

    /** One that is over. */
    public String expired(String name, String groupsOf) {
        return jwt(name, groupsOf, CLIENT, Instant.now().minusSeconds(300), "");
    }

    private void discovery(HttpExchange exchange) throws IOException {
        String me = address();
        json(exchange, 200, """
                {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","jwks_uri":"%s/keys",
                 "response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"],"code_challenge_methods_supported":["S256"]}
                """.formatted(me, me, me, me));
    }

    private void keys(HttpExchange exchange) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        json(exchange, 200, """
                {"keys":[{"kty":"RSA","kid":"%s","alg":"RS256","use":"sig","n":"%s","e":"%s"}]}
                """.formatted(
                        KEY_ID,
                        unsigned(key.getModulus().toByteArray()),
                        unsigned(key.getPublicExponent().toByteArray())));
    }

    private static String unsigned(byte[] number) {
        return BASE64.encodeToString(number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> before = codes.remove(asked.getOrDefault("code", ""));
        boolean isGood = before != null
                && before.get("redirect_uri").equals(asked.get("redirect_uri"))
                && before.get("code_challenge").equals(challenge(asked.getOrDefault("code_verifier", "")));
        if (!isGood) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String nonce = before.containsKey("nonce") ? ",\"nonce\":\"" + before.get("nonce") + "\"" : "";
        String token = jwt(user, groups, CLIENT, Instant.now().plusSeconds(300), nonce);
        json(exchange, 200, """
                {"access_token":"%s","id_token":"%s","token_type":"Bearer","expires_in":300}""".formatted(token, token));
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String jwt(String name, String groupsOf, String audience, Instant end, String more) {
        String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
        String body = """
                {"iss":"%s","aud":"%s","sub":"id-of-%s","preferred_username":"%s","groups":%s,"iat":%d,"exp":%d%s}""".formatted(
                address(), audience, name, name, groupsOf, Instant.now().getEpochSecond(), end.getEpochSecond(), more);
        String text = BASE64.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(body.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> all = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
