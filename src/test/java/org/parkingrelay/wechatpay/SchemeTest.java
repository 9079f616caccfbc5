package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.Vectors;

class SchemeTest {

    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private final Scheme sm2 = Scheme.sm2();

    @Test
    void the_published_sm2_signature_verifies() throws Exception {
        JsonNode vector = Vectors.json("wechat-pay/sm2.json");
        String pem = vector.get("public_key_pem").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
        PublicKey key = KeyFactory.getInstance("EC", Providers.bouncyCastle())
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));

        assertThat(sm2.verifies(key, MESSAGE, vector.get("signature").asText())).isTrue();
        assertThat(sm2.verifies(
                        key,
                        "massage".getBytes(StandardCharsets.US_ASCII),
                        vector.get("signature").asText()))
                .isFalse();
    }

    @Test
    void an_sm2_signature_of_its_own_verifies_and_differs_each_time() {
        KeyPair keys = KeyKind.SM2.generate();
        String first = sm2.sign(sm2.adopt(keys.getPrivate()), MESSAGE);
        String second = sm2.sign(sm2.adopt(keys.getPrivate()), MESSAGE);

        assertThat(first).isNotEqualTo(second);
        assertThat(sm2.verifies(keys.getPublic(), MESSAGE, first)).isTrue();
        assertThat(sm2.verifies(KeyKind.SM2.generate().getPublic(), MESSAGE, first))
                .isFalse();
    }

    @Test
    void each_scheme_tells_keys_of_another_kind() {
        Scheme rsa = Scheme.rsa(Providers.jdkForRsa());

        assertThat(rsa.misfit(MerchantKeys.generate().getPrivate())).isEmpty();
        assertThat(rsa.misfit(MerchantKeys.generate("RSA", 1024).getPublic()))
                .hasValue("holds a key of 1024 bits, fewer than 2048");
        assertThat(rsa.misfit(KeyKind.SM2.generate().getPrivate())).hasValue("holds a key of EC where RSA belongs");
        assertThat(sm2.misfit(KeyKind.SM2.generate().getPublic())).isEmpty();
        assertThat(sm2.misfit(MerchantKeys.generate("EC", 256).getPublic())).isPresent();
        assertThat(sm2.misfit(MerchantKeys.generate().getPublic())).isPresent();
    }

    @Test
    void halves_of_a_pair_are_known() {
        KeyPair keys = MerchantKeys.generate();
        Scheme rsa = Scheme.rsa(Providers.fastestForRsa());

        assertThat(rsa.arePair(keys.getPrivate(), keys.getPublic())).isTrue();
        assertThat(rsa.arePair(keys.getPrivate(), MerchantKeys.generate().getPublic()))
                .isFalse();
    }

    @Test
    void the_public_half_of_a_key_is_found() {
        KeyPair rsa = MerchantKeys.generate();
        KeyPair curve = KeyKind.SM2.generate();
        Scheme fastest = Scheme.rsa(Providers.fastestForRsa());

        assertThat(fastest.arePair(rsa.getPrivate(), fastest.publicHalf(fastest.adopt(rsa.getPrivate()))))
                .isTrue();
        assertThat(sm2.arePair(curve.getPrivate(), sm2.publicHalf(curve.getPrivate())))
                .isTrue();
    }
}
