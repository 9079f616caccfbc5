package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.parkingrelay.redrive.Preview.TopicNote;

/** What people should know of topics before letters go back to them. Where Kafka does not let it look, nothing is said. */
final class TopicNotes {

    private final RedriveClients clients;

    TopicNotes(RedriveClients clients) {
        this.clients = clients;
    }

    List<TopicNote> of(List<String> topics) {
        List<TopicNote> notes = new ArrayList<>();
        if (topics.isEmpty()) {
            return notes;
        }
        try (Admin admin = clients.admin().get()) {
            topics.forEach(topic -> look(admin, topic, notes));
        }
        return notes;
    }

    private static void look(Admin admin, String topic, List<TopicNote> notes) {
        try {
            Object unused =
                    JournalTopic.await(admin.describeTopics(List.of(topic)).allTopicNames());
        } catch (UnknownTopicOrPartitionException e) {
            notes.add(new TopicNote(topic, "does not exist: its letters would fail and stay open"));
            return;
        } catch (AuthorizationException e) {
            notes.add(new TopicNote(topic, "may not be written: its letters would fail and stay open"));
            return;
        }
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Map<ConfigResource, Config> configs =
                    JournalTopic.await(admin.describeConfigs(List.of(resource)).all());
            look(topic, Objects.requireNonNull(configs.get(resource)), notes);
        } catch (AuthorizationException e) {
            // Needs DescribeConfigs, which the relay can do without.
        }
    }

    private static void look(String topic, Config config, List<TopicNote> notes) {
        if (value(config, "message.timestamp.type").equals("LogAppendTime")) {
            notes.add(
                    new TopicNote(
                            topic,
                            "has message.timestamp.type=LogAppendTime: an event that has no time of its own gets that of the redrive"));
        }
        String before = value(config, "message.timestamp.before.max.ms");
        if (!before.isEmpty() && Long.parseLong(before) != Long.MAX_VALUE) {
            notes.add(new TopicNote(
                    topic,
                    "takes no record older than " + Duration.ofMillis(Long.parseLong(before))
                            + " (message.timestamp.before.max.ms): such letters would fail and stay open"));
        }
    }

    private static String value(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }
}
