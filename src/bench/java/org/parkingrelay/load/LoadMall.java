package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.QuickStandIn;
import org.parkingrelay.testing.TestMall;

/** A mall whose relay is configured as its README has it, and not tuned: keys, where things are, and that Kafka is patient. */
final class LoadMall implements AutoCloseable {

    private final Path folder;
    private final Path privateKey;
    private final Path publicKey;
    private final QuickStandIn wechatpay;

    LoadMall(Path folder, Consumer<byte[]> onTaken) {
        this.folder = folder;
        KeyPair merchant = MerchantKeys.generate();
        KeyPair platform = MerchantKeys.generate();
        this.privateKey = MerchantKeys.writePrivate(merchant, folder.resolve("apiclient_key.pem"));
        this.publicKey = MerchantKeys.writePublic(platform, folder.resolve("pub_key.pem"));
        this.wechatpay = new QuickStandIn(
                new Merchant(
                        TestMall.MCHID,
                        TestMall.SERIAL_NUMBER,
                        merchant.getPublic(),
                        List.of(new Merchant.Mall(TestMall.BRAND_ID, TestMall.APP_ID, ""))),
                PlatformIdentity.ofPublicKey(TestMall.PLATFORM_KEY_ID, platform),
                onTaken);
    }

    QuickStandIn wechatpay() {
        return wechatpay;
    }

    Path privateKey() {
        return privateKey;
    }

    Path publicKey() {
        return publicKey;
    }

    /** The keys that a user must set, for a relay with a store of its own. */
    Map<String, String> settings(String bootstrapServers, String topic, String store) throws IOException {
        String credential = "relay.wechatpay.credentials.\"main\".";
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("relay.intake.topics", topic);
        settings.put("relay.wechatpay.hosts", wechatpay.host());
        settings.put("relay.wechatpay.allow-plain-http", "true");
        settings.put(credential + "mchid", TestMall.MCHID);
        settings.put(credential + "serial-number", TestMall.SERIAL_NUMBER);
        settings.put(credential + "private-key-file", privateKey.toString());
        settings.put(credential + "public-key-id", TestMall.PLATFORM_KEY_ID);
        settings.put(credential + "public-key-file", publicKey.toString());
        settings.put("relay.circles.\"mall\".app-id", TestMall.APP_ID);
        settings.put("relay.circles.\"mall\".brand-id", String.valueOf(TestMall.BRAND_ID));
        settings.put("relay.circles.\"mall\".credential", "main");
        settings.put("relay.lots.\"LOT-1\"", "mall");
        settings.put("relay.lookup.import", members().toString());
        settings.put("mp.messaging.incoming.gate-events.group.id", topic);
        // It is stopped while strangers gather, on a slow machine longer than the 10 s that Kafka would wait.
        settings.put("mp.messaging.incoming.gate-events.session.timeout.ms", "60000");
        if (store.startsWith("redis:")) {
            settings.put("relay.lookup.store", "redis");
            settings.put("quarkus.redis.hosts", store);
        } else {
            settings.put("relay.lookup.embedded.path", store);
        }
        return settings;
    }

    private Path members() throws IOException {
        StringBuilder members = new StringBuilder("app_id,plate,openid\n");
        for (int i = 0; i < Fleet.MEMBERS; i++) {
            members.append(TestMall.APP_ID)
                    .append(',')
                    .append(Fleet.plate(i))
                    .append(',')
                    .append(Fleet.openid(i))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("members.csv"), members);
    }

    @Override
    public void close() {
        wechatpay.close();
    }
}
