package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.NeedsOpenSsl;
import org.parkingrelay.testing.OpenSsl;

class CredentialTest {

    private static final Pattern HEADER = Pattern.compile("WECHATPAY2-SHA256-RSA2048 mchid=\"1900007291\","
            + "nonce_str=\"593BEC0C930BF1AFEB40B4A08C8FB242\",signature=\"([A-Za-z0-9+/]{342}==)\","
            + "timestamp=\"1554208460\",serial_no=\"408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB\"");

    private final KeyPair keys = MerchantKeys.generate();
    private final Credential credential = credential(Providers.fastestForRsa());

    private Credential credential(Provider provider) {
        return new Credential(
                "1900007291",
                "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB",
                Scheme.rsa(provider),
                new MerchantKey(keys.getPrivate(), Optional.empty()),
                PlatformKeys.of(
                        new PlatformKey("PUB_KEY_ID_1", MerchantKeys.generate().getPublic())));
    }

    private String authorization(String body) {
        return authorization(credential, body);
    }

    private static String authorization(Credential credential, String body) {
        return credential.authorization(
                "POST",
                "/v3/businesscircle/parkings",
                1554208460,
                "593BEC0C930BF1AFEB40B4A08C8FB242",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String authorization) {
        Matcher header = HEADER.matcher(authorization);
        assertThat(header.matches()).as("form of %s", authorization).isTrue();
        return header.group(1);
    }

    @Test
    @NeedsOpenSsl
    void signs_what_openssl_verifies(@TempDir Path folder) throws IOException {
        String body = "{\"plate_number\":\"粤B888888\"}";
        String signature = signature(authorization(body));

        Files.write(folder.resolve("signature"), Base64.getDecoder().decode(signature));
        // Written by hand from the documentation, D:4012365336.
        Files.writeString(
                folder.resolve("message"),
                "POST\n/v3/businesscircle/parkings\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n" + body + "\n");
        MerchantKeys.writePublic(keys, folder.resolve("public.pem"));
        String verdict =
                OpenSsl.run(folder, "dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "message");

        assertThat(verdict).isEqualTo("Verified OK");
    }

    @Test
    @NeedsOpenSsl
    void makes_the_signature_that_openssl_makes(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("message"),
                "POST\n/v3/businesscircle/parkings\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n{}\n");
        MerchantKeys.writePrivate(keys, folder.resolve("private.pem"));
        OpenSsl.run(folder, "dgst", "-sha256", "-sign", "private.pem", "-out", "signature", "message");

        assertThat(signature(authorization("{}")))
                .isEqualTo(Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("signature"))));
    }

    @Test
    void makes_the_same_signature_with_every_provider() {
        assertThat(authorization(credential(Providers.jdkForRsa()), "{}")).isEqualTo(authorization("{}"));
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void uses_the_fast_provider_where_there_is_one() {
        assertThat(Providers.fastestForRsa().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
    }

    /** For so long; by hand with {@code -Dsigners.seconds=60}. */
    private static final Duration SIGNING = Duration.ofSeconds(Integer.getInteger("signers.seconds", 3));

    @Test
    void two_hundred_signers_at_once_make_no_bad_signature() throws InterruptedException {
        String expected = signature(authorization("{}"));
        long end = System.nanoTime() + SIGNING.toNanos();
        AtomicLong made = new AtomicLong();
        Set<String> others = ConcurrentHashMap.newKeySet();
        List<Thread> signers = IntStream.range(0, 200)
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() < end) {
                        String signature = signature(authorization("{}"));
                        made.incrementAndGet();
                        if (!signature.equals(expected)) {
                            others.add(signature);
                        }
                    }
                }))
                .toList();

        signers.forEach(Thread::start);
        for (Thread signer : signers) {
            signer.join();
        }

        System.out.println("Signatures by 200 threads in " + SIGNING.toSeconds() + " s: " + made);
        assertThat(made.get()).isGreaterThan(200);
        assertThat(others).as("RSA signatures are deterministic").isEmpty();
    }
}
