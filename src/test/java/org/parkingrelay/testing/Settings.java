package org.parkingrelay.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.parkingrelay.delivery.DeliveryConfig;
import org.parkingrelay.wechatpay.WeChatPayConfig;

/** The configuration of the WeChat Pay room as the framework reads it, without the framework. */
public final class Settings {

    private final Map<String, String> values = new HashMap<>();

    public Settings with(String key, Object value) {
        values.put("relay.wechatpay." + key, value.toString());
        return this;
    }

    /** A key of the credential {@code main}. */
    public Settings credential(String key, Object value) {
        return with("credentials.\"main\"." + key, value);
    }

    public Settings without(String key) {
        values.remove("relay.wechatpay.credentials.\"main\"." + key);
        return this;
    }

    /** The delivery room's keys, all left alone. */
    public static DeliveryConfig delivery() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 500, new DurationConverter())
                .withMapping(DeliveryConfig.class)
                .build()
                .getConfigMapping(DeliveryConfig.class);
    }

    public WeChatPayConfig read() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 500, new DurationConverter())
                .withMapping(WeChatPayConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(WeChatPayConfig.class);
    }
}
