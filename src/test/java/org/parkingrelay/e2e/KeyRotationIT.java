package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** A merchant's new key and certificate are used without a restart, and no event is lost meanwhile. */
class KeyRotationIT {

    @TempDir
    Path folder;

    private X509Certificate install(KeyPair keys, int days) {
        X509Certificate certificate = MerchantKeys.certificate(keys, TestMall.MCHID, keys, days, KeyKind.RSA);
        MerchantKeys.writePrivate(keys, folder.resolve("key.pem"));
        MerchantKeys.writeCertificate(certificate, folder.resolve("cert.pem"));
        return certificate;
    }

    private static Merchant merchant(KeyPair keys, X509Certificate certificate) {
        String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        Merchant.Mall mall = new Merchant.Mall(TestMall.BRAND_ID, TestMall.APP_ID, "");
        return new Merchant(TestMall.MCHID, serial, keys.getPublic(), List.of(mall));
    }

    @Test
    void new_files_are_in_use_within_the_interval() {
        try (TestMall mall = new TestMall(folder, TestBroker.shared(), false).member("粤B88888", "oMember")) {
            KeyPair first = MerchantKeys.generate();
            mall.wechatpay().know(merchant(first, install(first, 30)));
            Map<String, String> settings = mall.withCertificateFile().settings();
            settings.put("relay.wechatpay.key-check-interval", "200ms");
            try (RelayProcess relay = RelayProcess.start(folder, settings)) {
                TestBroker.shared().publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> mall.wechatpay().ledger().takenCount() == 1);
                assertThat(days(relay)).isBetween(28.0, 30.0);

                KeyPair next = MerchantKeys.generate();
                X509Certificate certificate = MerchantKeys.certificate(next, TestMall.MCHID, next, 700, KeyKind.RSA);
                mall.wechatpay().know(merchant(next, certificate));
                // Refused by WeChat Pay from here on, until the files have changed too.
                TestBroker.shared().publish(mall.events(), GateEvents.bare("粤B88888", "OUT"));
                await().until(() -> relay.calls("refused") > 0);
                MerchantKeys.writePrivate(next, folder.resolve("key.pem"));
                MerchantKeys.writeCertificate(certificate, folder.resolve("cert.pem"));

                await().atMost(Duration.ofSeconds(30))
                        .until(() -> mall.wechatpay().ledger().takenCount() == 2);
                assertThat(days(relay)).isBetween(698.0, 700.0);
                assertThat(relay.output()).contains("Key files changed; the new keys are in use");
            }
        }
    }

    private static double days(RelayProcess relay) {
        return relay.page("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("relay_wechatpay_certificate_days{certificate=\"merchant\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
