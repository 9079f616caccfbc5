package org.parkingrelay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;

/** One mall with its merchant, its members, topics of its own, and a stand-in of WeChat Pay that knows it. */
public final class TestMall implements AutoCloseable {

    public static final String MCHID = "1900000109";
    public static final String SUB_MCHID = "1900008888";
    public static final long BRAND_ID = 1000;
    public static final String APP_ID = "wx931386123456789e";
    public static final String SERIAL_NUMBER = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    public static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";
    private static final String CREDENTIAL = "relay.wechatpay.credentials.\"main\".";

    private final Path folder;
    private final StandIn wechatpay;
    private final String events;
    private final String deadLetters;
    private final String retries;
    private final String bindings;
    private final String outcomes;
    private final Map<String, String> settings = new HashMap<>();
    private final StringBuilder members = new StringBuilder("app_id,plate,openid\n");

    /**
     * A mall that reports for itself, or through a partner.
     *
     * @param folder for keys, members and the store
     */
    public TestMall(Path folder, TestBroker broker, boolean partner) {
        this.folder = folder;
        String name = UUID.randomUUID().toString().substring(0, 8);
        this.events = "gate-events-" + name;
        this.deadLetters = "dead-letters-" + name;
        broker.createTopic(events, 3);
        this.retries = "retries-" + name;
        broker.createTopic(deadLetters, 1);
        broker.createTopic(retries, 1);
        this.outcomes = "outcomes-" + name;
        broker.createTopic(outcomes, 3);
        // Not made: most tests have none.
        this.bindings = "plate-bindings-" + name;
        KeyPair merchant = MerchantKeys.generate();
        KeyPair platform = MerchantKeys.generate();
        Merchant.Mall mall = new Merchant.Mall(BRAND_ID, APP_ID, partner ? SUB_MCHID : "");
        this.wechatpay = new StandIn(
                        List.of(new Merchant(MCHID, SERIAL_NUMBER, merchant.getPublic(), List.of(mall))),
                        PlatformIdentity.ofPublicKey(PLATFORM_KEY_ID, platform))
                .start(0);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("relay.intake.topics", events);
        settings.put("relay.dead-letter.topic", deadLetters);
        settings.put("relay.retry.topic", retries);
        settings.put("relay.redrive.journal", deadLetters + ".journal");
        settings.put("relay.lookup.topic", bindings);
        settings.put("relay.outcome.topic", outcomes);
        settings.put("relay.wechatpay.hosts", wechatpay.host());
        settings.put("relay.wechatpay.allow-plain-http", "true");
        settings.put("relay.retry.backoff.initial", "50ms");
        settings.put("relay.retry.backoff.max", "400ms");
        // Tests repeat passages faster than cars do.
        settings.put("relay.delivery.same-passage-window", "0s");
        settings.put("relay.wechatpay.deadline", "2s");
        settings.put(CREDENTIAL + "mchid", MCHID);
        settings.put(CREDENTIAL + "serial-number", SERIAL_NUMBER);
        settings.put(
                CREDENTIAL + "private-key-file",
                text(MerchantKeys.writePrivate(merchant, folder.resolve("apiclient_key.pem"))));
        settings.put(CREDENTIAL + "public-key-id", PLATFORM_KEY_ID);
        settings.put(
                CREDENTIAL + "public-key-file",
                text(MerchantKeys.writePublic(platform, folder.resolve("pub_key.pem"))));
        settings.put("relay.circles.\"mall\".app-id", APP_ID);
        settings.put("relay.circles.\"mall\".brand-id", String.valueOf(BRAND_ID));
        settings.put("relay.circles.\"mall\".credential", "main");
        if (partner) {
            settings.put("relay.circles.\"mall\".sub-mchid", SUB_MCHID);
        }
        settings.put("relay.lots.\"LOT-1\"", "mall");
        settings.put("relay.lookup.embedded.path", text(folder.resolve("bindings.mv")));
    }

    /** Binds a plate before the relay starts. */
    public TestMall member(String plate, String openid) {
        members.append(APP_ID)
                .append(',')
                .append(plate)
                .append(',')
                .append(openid)
                .append('\n');
        return this;
    }

    /** The keys that a user would set; members are written to the file that is imported. */
    public Map<String, String> settings() {
        try {
            settings.put("relay.lookup.import", text(Files.writeString(folder.resolve("members.csv"), members)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HashMap<>(settings);
    }

    /** The merchant's key and certificate are then in {@code key.pem} and {@code cert.pem}, and the serial number in the latter. */
    public TestMall withCertificateFile() {
        settings.remove(CREDENTIAL + "serial-number");
        settings.put(CREDENTIAL + "private-key-file", text(folder.resolve("key.pem")));
        settings.put(CREDENTIAL + "certificate-file", text(folder.resolve("cert.pem")));
        return this;
    }

    /** Lets the {@link TestUsers} in, on a port. */
    public TestMall withUsers(int port) {
        return with("relay.console.users-file", TestUsers.file(folder)).with("quarkus.http.port", String.valueOf(port));
    }

    /** Has the relays keep members and states in Redis. */
    public TestMall on(String redis) {
        settings.remove("relay.lookup.embedded.path");
        settings.put("relay.lookup.store", "redis");
        settings.put("quarkus.redis.hosts", redis);
        return this;
    }

    /** Sets a key, or another value for one. */
    public TestMall with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public StandIn wechatpay() {
        return wechatpay;
    }

    public String events() {
        return events;
    }

    public String deadLetters() {
        return deadLetters;
    }

    public String retries() {
        return retries;
    }

    /** The topic of what became of events. */
    public String outcomes() {
        return outcomes;
    }

    /** The topic of bindings; a test that uses it makes it. */
    public String bindings() {
        return bindings;
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }

    @Override
    public void close() {
        wechatpay.close();
    }
}
