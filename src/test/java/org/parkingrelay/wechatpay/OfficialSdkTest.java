package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;

/** WeChat Pay's own SDK as second verifier of what the relay signs, and as second client of the stand-in. */
class OfficialSdkTest {

    private static final String MCHID = "1900000109";
    private static final String SERIAL = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    private static final String KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";

    private final KeyPair merchant = MerchantKeys.generate();
    private final KeyPair platform = MerchantKeys.generate();
    private StandIn wechatpay;
    private HttpClient sdk;

    @BeforeEach
    void start() {
        Merchant.Mall mall = new Merchant.Mall(1000, "wx931386123456789e", "");
        wechatpay = new StandIn(
                        List.of(new Merchant(MCHID, SERIAL, merchant.getPublic(), List.of(mall))),
                        PlatformIdentity.ofPublicKey(KEY_ID, platform))
                .start(0);
        Config config = new RSAPublicKeyConfig.Builder()
                .merchantId(MCHID)
                .merchantSerialNumber(SERIAL)
                .privateKey(merchant.getPrivate())
                .publicKey(platform.getPublic())
                .publicKeyId(KEY_ID)
                .apiV3Key("0123456789abcdefghijklmnopqrstuv")
                .build();
        sdk = new DefaultHttpClientBuilder().config(config).build();
    }

    @AfterEach
    void stop() {
        wechatpay.close();
    }

    private static byte[] body() {
        return ReportBody.of(new ParkingReport(
                Optional.empty(),
                1000,
                "wx931386123456789e",
                "oMember",
                "粤B12345",
                ParkingState.IN,
                Instant.now().minusSeconds(5)));
    }

    private void post(byte[] body) {
        HttpHeaders headers = new HttpHeaders();
        headers.addHeader("Accept", "application/json");
        headers.addHeader("Content-Type", "application/json");
        headers.addHeader("Wechatpay-Serial", KEY_ID);
        JsonRequestBody json = new JsonRequestBody.Builder()
                .body(new String(body, StandardCharsets.UTF_8))
                .build();
        sdk.post(headers, wechatpay.host() + WeChatPayApi.PARKINGS, json, null);
    }

    @Test
    void the_sdk_verifies_what_the_relay_signs() {
        Credential credential = new Credential(
                MCHID,
                SERIAL,
                Scheme.rsa(Providers.fastestForRsa()),
                new MerchantKey(merchant.getPrivate(), Optional.empty()),
                PlatformKeys.of(new PlatformKey(KEY_ID, platform.getPublic())));
        byte[] body = body();

        String header = credential.authorization("POST", WeChatPayApi.PARKINGS, 1554208460, "nonce", body);

        String signature = header.replaceFirst(".*signature=\"", "").replaceFirst("\".*", "");
        String message = "POST\n/v3/businesscircle/parkings\n1554208460\nnonce\n"
                + new String(body, StandardCharsets.UTF_8) + "\n";
        assertThat(new RSAVerifier(merchant.getPublic(), SERIAL).verify(SERIAL, message, signature))
                .isTrue();
    }

    @Test
    void the_stand_in_takes_what_the_sdk_sends_and_the_sdk_believes_its_answer() {
        post(body());

        assertThat(wechatpay.ledger().taken())
                .singleElement()
                .satisfies(entry -> assertThat(entry.fields().plateNumber()).isEqualTo("粤B12345"));
    }

    @Test
    void the_sdk_does_not_believe_the_answers_that_the_stand_in_spoils() {
        for (Fault fault : List.of(new Fault.BadSignature(), new Fault.WrongSerial(), new Fault.OldTimestamp())) {
            wechatpay.faults().next(1, fault);
            assertThatThrownBy(() -> post(body()))
                    .as(fault.toString())
                    .isInstanceOfAny(ValidationException.class, IllegalArgumentException.class);
        }
    }

    @Test
    void the_sdk_reads_the_stand_ins_errors() {
        String wrong = new String(body(), StandardCharsets.UTF_8).replace("粤B12345", "B-12345");

        assertThatThrownBy(() -> post(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(ServiceException.class, error -> {
                    assertThat(error.getHttpStatusCode()).isEqualTo(400);
                    assertThat(error.getErrorCode()).isEqualTo("PARAM_ERROR");
                });
    }
}
