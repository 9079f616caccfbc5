package org.parkingrelay.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The mappings for known vendors that come with the relay, to use as they are or to copy and change. */
public final class ExampleMappings {

    private static final List<String> NAMES = List.of(
            "2n",
            "4pyun",
            "ake",
            "aliyun",
            "apds",
            "axis",
            "bolink",
            "dahua",
            "daoer",
            "hikvision-anpr",
            "hikvision-cross-records",
            "hikvision-isc",
            "hongmen",
            "huaxia",
            "it-wy",
            "jieshun-jielink",
            "jieshun-park",
            "keytop",
            "parkingsystemm",
            "sfirm",
            "splunk-airport",
            "szymzh-b30-abnormal",
            "tdzn-http",
            "tdzn-mqtt",
            "tyh",
            "vzense-http",
            "vzense-mqtt");

    private ExampleMappings() {}

    /** All names, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The expression, as it stands in its file.
     *
     * @throws IllegalArgumentException where no example has this name
     */
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no example is called so; there are " + String.join(", ", NAMES));
        }
        try (InputStream file = ExampleMappings.class.getResourceAsStream("/mappings/" + name + ".jsonata")) {
            if (file == null) {
                throw new IllegalStateException("the example is missing from this build");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line that says whose format it reads: the first of its comment. */
    public static String about(String name) {
        return text(name).lines().findFirst().orElse("").replaceFirst("^/\\*\\s*", "");
    }
}
