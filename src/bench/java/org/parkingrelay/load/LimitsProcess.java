package org.parkingrelay.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.parkingrelay.wechatpay.BareSignature;

/**
 * What no relay can do without, in a process of its own: a signature for each event that is forwarded, Kafka's consumer and a parse
 * for each that is skipped. Reads a command from each line and answers it with microseconds of CPU, those of the whole process.
 */
final class LimitsProcess {

    private static final int SIGNATURES = 5_000;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String bootstrapServers;
    private final BareSignature signature = new BareSignature();
    private final ObjectMapper json = new ObjectMapper();
    private long seen;

    private LimitsProcess(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The argument is where Kafka is; the commands are {@code provider}, {@code sign} and {@code consume <topic> <records>}. */
    public static void main(String... args) throws IOException {
        LimitsProcess limits = new LimitsProcess(args[0]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = commands.readLine()) != null) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "provider" -> System.out.println("=" + limits.signature.provider());
                case "sign" -> System.out.println("=" + limits.sign());
                default -> System.out.println("=" + limits.consume(words[1], Long.parseLong(words[2])));
            }
        }
    }

    private double sign() {
        long start = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < SIGNATURES; i++) {
            seen += signature.make().length;
        }
        return micros(start, SIGNATURES);
    }

    private double consume(String topic, long records) throws IOException {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            partitions.forEach(consumer::position);
            long start = SYSTEM.getProcessCpuTime();
            long count = 0;
            while (count < records) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    seen += json.readTree(record.value()).size();
                    count++;
                }
            }
            return micros(start, count);
        }
    }

    private static double micros(long start, long times) {
        return (SYSTEM.getProcessCpuTime() - start) / 1e3 / times;
    }
}
