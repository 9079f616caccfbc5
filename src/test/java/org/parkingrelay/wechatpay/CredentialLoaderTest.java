package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.testing.NeedsOpenSsl;
import org.parkingrelay.testing.OpenSsl;
import org.parkingrelay.testing.Settings;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;

/** Key files as merchants have them, made by {@code openssl}. */
class CredentialLoaderTest {

    private static final String MCHID = "1900000109";
    private static final String PREFIX = "relay.wechatpay.credentials.\"main\".";

    @TempDir
    Path folder;

    private final ConfigProblems problems = new ConfigProblems();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final KeyPair keys = MerchantKeys.generate();
    private Settings settings;

    @BeforeEach
    void makeFiles() {
        MerchantKeys.writePrivate(keys, file("key.pem"));
        MerchantKeys.writePublic(MerchantKeys.generate(), file("pub_key.pem"));
        settings = new Settings()
                .credential("mchid", MCHID)
                .credential("serial-number", "5F1C72E2AA0B4C1D")
                .credential("private-key-file", file("key.pem"))
                .credential("public-key-id", "PUB_KEY_ID_0119")
                .credential("public-key-file", file("pub_key.pem"));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private CredentialConfig config() {
        return settings.read().credentials().get("main");
    }

    private Optional<Credential> load() {
        return new CredentialLoader("main", config(), Clock.systemUTC()).load(Optional.empty(), problems);
    }

    private void assertSigns() {
        Optional<Credential> credential = load();
        assertThat(problems.lines()).isEmpty();
        String header = credential.orElseThrow().authorization("POST", "/path", 1, "nonce", new byte[0]);
        String signature = header.replaceFirst(".*signature=\"", "").replaceFirst("\".*", "");
        byte[] message = SignedMessage.ofRequest("POST", "/path", 1, "nonce", new byte[0]);
        assertThat(Scheme.rsa(Providers.jdkForRsa()).verifies(keys.getPublic(), message, signature))
                .isTrue();
    }

    @ParameterizedTest
    @NeedsOpenSsl
    @ValueSource(
            strings = {
                "pkcs8 -topk8 -nocrypt -in key.pem -out other.pem",
                "rsa -traditional -in key.pem -out other.pem",
                "pkcs8 -topk8 -in key.pem -passout pass:1900000109 -out other.pem",
                "rsa -traditional -aes256 -passout pass:1900000109 -in key.pem -out other.pem"
            })
    void takes_every_form_of_pem_with_the_merchant_id_as_password(String command) {
        OpenSsl.run(folder, command.split(" "));
        settings.credential("private-key-file", file("other.pem"));

        assertSigns();
    }

    @Test
    void takes_windows_line_ends_and_no_last_line_end() throws IOException {
        String pem = Files.readString(file("key.pem")).strip();

        Files.writeString(file("key.pem"), pem.replace("\n", "\r\n"));
        assertSigns();
        Files.writeString(file("key.pem"), "Bag Attributes\n\n" + pem);
        assertSigns();
    }

    @Test
    @NeedsOpenSsl
    void takes_a_password_from_a_file_and_tells_a_wrong_one() throws IOException {
        OpenSsl.run(folder, "pkcs8 -topk8 -in key.pem -passout pass:secret -out other.pem".split(" "));
        settings.credential("private-key-file", file("other.pem"))
                .credential("private-key-password-file", Files.writeString(file("password"), "secret\n"));
        assertSigns();

        Files.writeString(file("password"), "guess");
        assertThat(load()).isEmpty();
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith(PREFIX + "private-key-file holds a private key that its password does not open; see "
                        + PREFIX + "private-key-password-file")
                .doesNotContain("guess");
    }

    @Test
    @NeedsOpenSsl
    void takes_pkcs12_with_the_serial_number_of_its_certificate() {
        X509Certificate certificate = MerchantKeys.certificate(keys, MCHID, keys, 100, KeyKind.RSA);
        MerchantKeys.writeCertificate(certificate, file("cert.pem"));
        OpenSsl.run(
                folder,
                ("pkcs12 -export -inkey key.pem -in cert.pem -passout pass:" + MCHID + " -out key.p12").split(" "));
        settings.credential("private-key-file", file("key.p12")).without("serial-number");

        assertSigns();
        String serial = OpenSsl.run(folder, "x509", "-in", "cert.pem", "-noout", "-serial")
                .replace("serial=", "");
        assertThat(load())
                .hasValueSatisfying(
                        credential -> assertThat(credential.serialNumber()).isEqualTo(serial));
    }

    @Test
    void takes_the_serial_number_of_the_certificate_and_wants_it_to_fit() {
        MerchantKeys.writeCertificate(MerchantKeys.certificate(keys, MCHID, keys, 100, KeyKind.RSA), file("cert.pem"));
        settings.credential("certificate-file", file("cert.pem")).without("serial-number");
        assertSigns();
        assertThat(load().orElseThrow().expires()).isPresent();

        settings.credential("serial-number", "ABCDEF0123");
        assertThat(load()).isEmpty();
        KeyPair others = MerchantKeys.generate();
        MerchantKeys.writeCertificate(
                MerchantKeys.certificate(others, MCHID, others, 100, KeyKind.RSA), file("cert.pem"));
        assertThat(load()).isEmpty();
        assertThat(problems.lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith(PREFIX + "serial-number is not that of the certificate"))
                .anySatisfy(line ->
                        assertThat(line).startsWith(PREFIX + "certificate-file holds a certificate of another key"));
    }

    @Test
    @NeedsOpenSsl
    void takes_sm2_keys_of_openssl() {
        OpenSsl.run(
                folder,
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -pkeyopt ec_param_enc:named_curve -out sm2.pem"
                        .split(" "));
        OpenSsl.run(
                folder,
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -pkeyopt ec_param_enc:named_curve -out platform.pem"
                        .split(" "));
        OpenSsl.run(folder, "pkey -in platform.pem -pubout -out pub_key.pem".split(" "));
        settings.credential("private-key-file", file("sm2.pem")).credential("scheme", "SM2");

        Optional<Credential> credential = load();

        assertThat(problems.lines()).isEmpty();
        assertThat(credential.orElseThrow().authorization("POST", "/path", 1, "nonce", new byte[0]))
                .startsWith("WECHATPAY2-SM2-WITH-SM3 mchid=\"1900000109\",nonce_str=\"nonce\",signature=\"ME");
    }

    @Test
    void tells_an_api_v3_key_of_the_wrong_length() throws IOException {
        settings.credential("api-v3-key-file", Files.writeString(file("api-v3-key"), "too short\n"));

        assertThat(load()).isEmpty();
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith(PREFIX + "api-v3-key-file names a file of 9 bytes where 32 belong; set it to a file")
                .doesNotContain("too short");
    }

    private CredentialSlot slot() {
        return CredentialSlot.open(
                        "main", config(), new CredentialLoader("main", config(), Clock.systemUTC()), problems)
                .orElseThrow();
    }

    private void replaceKeyAndCertificate(KeyPair next, KeyPair ofCertificate) {
        MerchantKeys.writePrivate(next, file("key.pem"));
        MerchantKeys.writeCertificate(
                MerchantKeys.certificate(ofCertificate, MCHID, ofCertificate, 100, KeyKind.RSA), file("cert.pem"));
    }

    private List<Double> reloads() {
        return List.of(
                registry.counter(RelayMeter.WECHATPAY_KEY_RELOADS.id(), "result", "taken")
                        .count(),
                registry.counter(RelayMeter.WECHATPAY_KEY_RELOADS.id(), "result", "refused")
                        .count());
    }

    @Test
    void new_files_are_taken_as_one_set_and_a_set_that_does_not_fit_is_refused() {
        Meters meters = new Meters(registry);
        replaceKeyAndCertificate(keys, keys);
        settings.credential("certificate-file", file("cert.pem")).without("serial-number");
        CredentialSlot slot = slot();
        Credential first = slot.current();
        slot.checkFiles(meters);
        assertThat(slot.current()).isSameAs(first);

        KeyPair next = MerchantKeys.generate();
        MerchantKeys.writePrivate(next, file("key.pem"));
        slot.checkFiles(meters);
        slot.checkFiles(meters);
        assertThat(slot.current()).as("half a set").isSameAs(first);
        assertThat(reloads()).containsExactly(0.0, 1.0);

        replaceKeyAndCertificate(next, next);
        slot.checkFiles(meters);
        assertThat(slot.current().hasKeyOf(first)).isFalse();
        assertThat(slot.current().serialNumber()).isNotEqualTo(first.serialNumber());
        assertThat(reloads()).containsExactly(1.0, 1.0);
    }

    @Test
    void a_key_does_not_change_without_its_serial_number() throws IOException {
        CredentialSlot slot = slot();
        Credential first = slot.current();
        MerchantKeys.writePrivate(MerchantKeys.generate(), file("key.pem"));

        slot.checkFiles(new Meters(registry));
        assertThat(slot.current()).isSameAs(first);
        Files.delete(file("key.pem"));
        slot.checkFiles(new Meters(registry));
        assertThat(slot.current()).isSameAs(first);
        assertThat(reloads()).containsExactly(0.0, 2.0);
    }
}
