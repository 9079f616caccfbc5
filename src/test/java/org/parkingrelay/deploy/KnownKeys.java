package org.parkingrelay.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The keys that exist: those of the relay, which its reference page lists, and of Quarkus, both from the models that the build makes of
 * the code; and those of Kafka's clients, as they themselves say.
 */
final class KnownKeys {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Pattern OWN_NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Set<String> OF_KAFKA = ofKafka();

    private final List<Pattern> keys = new ArrayList<>();
    private final List<Pattern> variables = new ArrayList<>();

    KnownKeys() {
        try {
            ObjectMapper json = new ObjectMapper();
            for (URL model : Collections.list(KnownKeys.class.getClassLoader().getResources(MODEL))) {
                try (InputStream text = model.openStream()) {
                    add(json.readTree(text));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> ofKafka() {
        Set<String> names = new HashSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        return names;
    }

    private void add(JsonNode node) {
        if (node.hasNonNull("property") && node.hasNonNull("environmentVariable")) {
            String property = node.get("property").textValue();
            keys.add(Pattern.compile(
                    "\\Q" + OWN_NAME.matcher(property).replaceAll("\\\\E(\"[^\"]+\"|[^.\"]+)\\\\Q") + "\\E"));
            String variable = node.get("environmentVariable").textValue();
            Matcher ownNames = OWN_NAME.matcher(property);
            while (ownNames.find()) {
                String inVariable = ownNames.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
                variable = variable.replace("__" + inVariable + "_", "__[A-Z0-9_]+_");
            }
            variables.add(Pattern.compile(variable));
        }
        node.forEach(this::add);
    }

    /** Whether a line of a properties file means anything. */
    boolean hasKey(String key) {
        if (key.startsWith("kafka.")) {
            return OF_KAFKA.contains(key.substring("kafka.".length()));
        }
        return matches(keys, key);
    }

    /** Whether a variable of the environment does. */
    boolean hasVariable(String name) {
        if (name.startsWith("KAFKA_")) {
            return hasKey(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return matches(variables, name);
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
