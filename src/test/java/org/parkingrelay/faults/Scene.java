package org.parkingrelay.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.TestBroker;

/** Everything around the relays: broker, store, the stand-in of WeChat Pay with the merchants of both circles, topics. */
final class Scene implements AutoCloseable {

    static final String GROUP = "parking-relay";
    static final String RETRY_GROUP = "parking-relay-retry";
    static final int PARTITIONS = 6;

    private static final String SERIAL_NUMBER = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    private static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";

    private final Path folder;
    private final BrokerProcess broker;
    private final Optional<RedisProcess> redis;
    private final TestBroker topics;
    private final KafkaView kafka;
    private final StandIn wechatpay;
    private final String name = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> settings = new TreeMap<>();

    /**
     * Sets the scene.
     *
     * @param broker runs, and goes on running when the scene is closed
     * @param redis the store that all relays share, or none: then each has a file of its own, and there should be one relay only
     * @param bindings the CSV of members, which the first relay reads
     */
    Scene(Path folder, BrokerProcess broker, Optional<RedisProcess> redis, String bindings) {
        this.folder = folder;
        this.broker = broker;
        this.redis = redis;
        this.topics = new TestBroker(broker.bootstrapServers());
        this.kafka = new KafkaView(broker.bootstrapServers());
        topics.createTopic(events(), PARTITIONS);
        topics.createTopic(retries(), PARTITIONS);
        topics.createTopic(deadLetters(), 1);

        KeyPair platform = MerchantKeys.generate();
        String platformKey = text(MerchantKeys.writePublic(platform, folder.resolve("pub_key.pem")));
        List<Merchant> merchants = new ArrayList<>();
        for (Site site : Site.values()) {
            KeyPair keys = MerchantKeys.generate();
            Merchant.Mall mall = new Merchant.Mall(site.brandId(), site.appId(), "");
            merchants.add(new Merchant(site.mchid(), SERIAL_NUMBER, keys.getPublic(), List.of(mall)));
            String credential = "relay.wechatpay.credentials.\"" + site + "\".";
            settings.put(credential + "mchid", site.mchid());
            settings.put(credential + "serial-number", SERIAL_NUMBER);
            settings.put(
                    credential + "private-key-file",
                    text(MerchantKeys.writePrivate(keys, folder.resolve(site + "_key.pem"))));
            settings.put(credential + "public-key-id", PLATFORM_KEY_ID);
            settings.put(credential + "public-key-file", platformKey);
            String circle = "relay.circles.\"" + site + "\".";
            settings.put(circle + "app-id", site.appId());
            settings.put(circle + "brand-id", String.valueOf(site.brandId()));
            settings.put(circle + "credential", site.name());
            site.lots().forEach(lot -> settings.put("relay.lots.\"" + lot + "\"", site.name()));
        }
        this.wechatpay = new StandIn(merchants, PlatformIdentity.ofPublicKey(PLATFORM_KEY_ID, platform)).start(0);

        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("relay.intake.topics", events());
        settings.put("relay.dead-letter.topic", deadLetters());
        settings.put("relay.retry.topic", retries());
        // What a broker that is gone takes with it would be told as lost.
        settings.put("relay.outcome.topic", "none");
        settings.put("relay.retry.delay", "2s");
        settings.put("relay.retry.budget", "4s");
        settings.put("relay.retry.backoff.initial", "50ms");
        settings.put("relay.retry.backoff.max", "500ms");
        settings.put("relay.wechatpay.hosts", wechatpay.host());
        settings.put("relay.wechatpay.allow-plain-http", "true");
        settings.put("relay.wechatpay.deadline", "2s");
        redis.ifPresent(server -> {
            settings.put("relay.lookup.store", "redis");
            settings.put("quarkus.redis.hosts", server.host());
        });
        write(bindings);
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }

    private void write(String bindings) {
        try {
            Files.writeString(folder.resolve("members.csv"), bindings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setting of all relays that are made later. */
    Scene with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Relays of this scene. */
    Fleet fleet(int size, List<String> jvmOptions) {
        List<Map<String, String>> each = new ArrayList<>();
        for (int relay = 0; relay < size; relay++) {
            Map<String, String> own = new TreeMap<>(settings);
            if (redis.isEmpty()) {
                own.put("relay.lookup.embedded.path", text(folder.resolve("store-" + relay + ".mv")));
            }
            if (relay == 0 || redis.isEmpty()) {
                own.put("relay.lookup.import", text(folder.resolve("members.csv")));
            }
            each.add(own);
        }
        return new Fleet(folder, each, jvmOptions);
    }

    String events() {
        return "events-" + name;
    }

    String retries() {
        return "retries-" + name;
    }

    String deadLetters() {
        return "dead-letters-" + name;
    }

    BrokerProcess broker() {
        return broker;
    }

    Optional<RedisProcess> redis() {
        return redis;
    }

    TestBroker topics() {
        return topics;
    }

    KafkaView kafka() {
        return kafka;
    }

    StandIn wechatpay() {
        return wechatpay;
    }

    /** Whether nothing is left to do: first the source, because what leaves it may be in the retry topic next. */
    boolean isSettled() {
        return kafka.lag(GROUP, events()) == 0
                && kafka.lag(RETRY_GROUP, retries()) == 0
                && wechatpay.ledger().open() == 0;
    }

    /** For people, where not all is settled. */
    String leftToDo() {
        return "lag " + kafka.lagByPartition(GROUP, events()) + ", of the retry topic "
                + kafka.lagByPartition(RETRY_GROUP, retries()) + ", open calls "
                + wechatpay.ledger().open();
    }

    @Override
    public void close() {
        wechatpay.close();
        topics.close();
        kafka.close();
    }
}
