package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.ComponentTest;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.Settings;

/** The HTTP client gives its signed request to nobody but the host that it knows. */
@QuarkusTest
@QuarkusTestResource(ComponentTest.Surroundings.class)
class UntrustedHostTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private Outcome send(String host) {
        Settings settings = new Settings()
                .with("hosts", host)
                .with("allow-plain-http", true)
                .credential("mchid", "1900000109")
                .credential("serial-number", "5F1C72E2AA0B4C1D")
                .credential(
                        "private-key-file",
                        MerchantKeys.writePrivate(MerchantKeys.generate(), folder.resolve("key.pem")))
                .credential("public-key-id", "PUB_KEY_ID_0119")
                .credential(
                        "public-key-file",
                        MerchantKeys.writePublic(MerchantKeys.generate(), folder.resolve("pub_key.pem")));
        ConfigProblems problems = new ConfigProblems();
        try (WeChatPay wechatpay = WeChatPay.from(settings.read(), Clock.systemUTC(), problems)) {
            assertThat(problems.lines()).isEmpty();
            ParkingReport report = new ParkingReport(
                    Optional.empty(), 1000, "wx1", "oMember", "粤B12345", ParkingState.IN, Instant.now());
            return wechatpay
                    .client(new Meters(new SimpleMeterRegistry()), 1, "1", Runnable::run)
                    .send("main", report, Instant.MAX)
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_ends_the_call_before_anything_is_sent() throws Exception {
        KeyPair keys = MerchantKeys.generate();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate certificate = MerchantKeys.certificate(keys, "localhost", keys, 10, KeyKind.RSA);
        store.setKeyEntry("host", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer host = HttpsServer.create(ANY_PORT, 0);
        host.setHttpsConfigurator(new HttpsConfigurator(tls));
        AtomicInteger requests = new AtomicInteger();
        host.createContext("/", exchange -> requests.incrementAndGet());
        host.start();

        Outcome outcome = send("https://localhost:" + host.getAddress().getPort());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.facts().note()).startsWith("no response: ");
        assertThat(requests.get()).isZero();
        host.stop(0);
    }

    @Test
    void a_redirect_is_not_followed_because_the_signature_would_go_with_it() throws Exception {
        HttpServer elsewhere = HttpServer.create(ANY_PORT, 0);
        AtomicInteger requests = new AtomicInteger();
        elsewhere.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
        });
        elsewhere.start();
        HttpServer host = HttpServer.create(ANY_PORT, 0);
        host.createContext("/", exchange -> {
            String location = "http://localhost:" + elsewhere.getAddress().getPort() + "/v3/businesscircle/parkings";
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(307, -1);
        });
        host.start();

        Outcome outcome = send("http://localhost:" + host.getAddress().getPort());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.facts().status()).isEqualTo(307);
        assertThat(requests.get()).isZero();
        host.stop(0);
        elsewhere.stop(0);
    }
}
