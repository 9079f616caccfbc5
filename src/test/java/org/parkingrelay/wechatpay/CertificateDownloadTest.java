package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateDownloadTest {

    private static final byte[] API_V3_KEY = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONCE = "0123456789ab".getBytes(StandardCharsets.US_ASCII);

    private final CertificateDownload download = new CertificateDownload(
            Scheme.rsa(Providers.jdkForRsa()), API_V3_KEY, Optional.empty(), new Validator(Clock.systemUTC()));

    private CertificateDownload.Result read(String body) {
        return download.read(new RawResponse(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encrypted(String text) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(API_V3_KEY, "AES"), new GCMParameterSpec(128, NONCE));
        return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void what_decrypts_to_no_certificate_is_a_flaw_and_throws_nothing(String text) throws Exception {
        String body = """
                {"data":[{"encrypt_certificate":{"nonce":"0123456789ab","associated_data":"","ciphertext":"%s"}}]}""".formatted(encrypted(text));

        assertThat(read(body).flaw()).startsWith("the answer cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"data\":7}", "{\"data\":[7]}", "{\"data\":[{}]}", "<html>"})
    void an_odd_answer_is_a_flaw_and_throws_nothing(String body) {
        assertThat(read(body).flaw()).isNotEmpty();
    }

    @Test
    void a_wrong_key_is_told_as_such() {
        String body = """
                {"data":[{"encrypt_certificate":{"nonce":"0123456789ab","associated_data":"","ciphertext":"%s"}}]}""".formatted("A".repeat(64));

        assertThat(read(body).flaw()).contains("the APIv3 key is not this merchant's");
    }
}
