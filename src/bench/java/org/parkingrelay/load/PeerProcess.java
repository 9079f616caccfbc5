package org.parkingrelay.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.sun.management.OperatingSystemMXBean;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a user would build instead of taking the relay: WeChat Pay's own SDK in Confluent's parallel consumer. It does less than the
 * relay (bare events only, members in memory, no newest state, no dead letters, no waiting for an outage), which is in its favour.
 *
 * <p>Settings are system properties: {@code peer.bootstrap-servers}, {@code peer.topic}, {@code peer.group}, {@code peer.host} (of
 * WeChat Pay, as {@code http://localhost:8089}), {@code peer.mchid}, {@code peer.serial-number}, {@code peer.private-key-file}
 * (PKCS#8), {@code peer.public-key-id}, {@code peer.public-key-file}, {@code peer.app-id}, {@code peer.brand-id},
 * {@code peer.members} (a file of lines {@code plate,openid}) and {@code peer.max-concurrency} (100 allow 2,000 a second at answers of
 * 50 ms, more than a core signs; with 200, calls failed where the machine was busy). Prints {@code ready} once it has
 * partitions; then answers {@code count} with forwarded, skipped, failed and CPU nanoseconds, and ends at {@code quit}.
 */
final class PeerProcess {

    private static final String PARKINGS = "/v3/businesscircle/parkings";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final LongAdder forwarded = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ObjectReader events = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .readerFor(Event.class);
    private final ObjectWriter reports = new ObjectMapper().writerFor(Report.class);
    private final Map<String, String> members;
    private final HttpClient wechatpay;
    private final String url = setting("host") + PARKINGS;
    private final long brandId = Long.parseLong(setting("brand-id"));
    private final String appId = setting("app-id");

    private record Event(String direction, String plateNumber, String occurredAt) {}

    private record Report(
            long brandid,
            String appid,
            String openid,
            @JsonProperty("plate_number") String plateNumber,
            String state,
            String time) {}

    private PeerProcess() throws IOException {
        members = members(Path.of(setting("members")));
        wechatpay = client(Integer.parseInt(setting("max-concurrency")));
    }

    /** Serves until standard input says {@code quit} or ends. */
    public static void main(String... arguments) throws IOException {
        PrintStream answers = System.out;
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        logWarnings();
        new PeerProcess().serve(answers);
        System.exit(0);
    }

    private static void logWarnings() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        // Quarkus' own keeps everything in memory for an application that is yet to start.
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new ConsoleHandler());
    }

    private static String setting(String name) {
        String value = System.getProperty("peer." + name);
        if (value == null) {
            throw new IllegalArgumentException("peer." + name + " is not set");
        }
        return value;
    }

    private static Map<String, String> members(Path file) throws IOException {
        Map<String, String> openids = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comma = line.indexOf(',');
                openids.put(line.substring(0, comma), line.substring(comma + 1));
            }
        }
        return openids;
    }

    private static HttpClient client(int maxConcurrency) {
        RSAPublicKeyConfig config = new RSAPublicKeyConfig.Builder()
                .merchantId(setting("mchid"))
                .merchantSerialNumber(setting("serial-number"))
                .privateKeyFromPath(setting("private-key-file"))
                .publicKeyFromPath(setting("public-key-file"))
                .publicKeyId(setting("public-key-id"))
                // The SDK insists on one; only callbacks need it.
                .apiV3Key("0".repeat(32))
                .build();
        OkHttpClient http = new OkHttpClient.Builder()
                // The SDK keeps but few, so that most calls would open a connection of their own.
                .connectionPool(new ConnectionPool(maxConcurrency, 5, TimeUnit.MINUTES))
                .build();
        return new DefaultHttpClientBuilder().config(config).okHttpClient(http).build();
    }

    private void serve(PrintStream answers) throws IOException {
        try (ParallelStreamProcessor<byte[], byte[]> processor = processor()) {
            processor.subscribe(List.of(setting("topic")), new ConsumerRebalanceListener() {
                private boolean isReady;

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    if (!isReady) {
                        isReady = true;
                        answers.println("ready");
                    }
                }
            });
            processor.poll(context -> take(context.value()));
            answer(answers);
        }
    }

    private static ParallelStreamProcessor<byte[], byte[]> processor() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        setting("bootstrap-servers"),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        setting("group"),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return ParallelStreamProcessor.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer)
                .ordering(ProcessingOrder.UNORDERED)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(Integer.parseInt(setting("max-concurrency")))
                .build());
    }

    /** One record; whatever it throws has it handed over again after a second, as the parallel consumer does. */
    private void take(byte[] value) {
        try {
            Event event = events.readValue(value);
            String openid = members.get(event.plateNumber());
            if (openid == null) {
                skipped.increment();
                return;
            }
            report(event, openid);
            forwarded.increment();
        } catch (IOException e) {
            // Read again it would be as wrong.
            failed.increment();
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    private void report(Event event, String openid) throws JsonProcessingException {
        String time =
                TIME.format(OffsetDateTime.parse(event.occurredAt()).withOffsetSameInstant(ZoneOffset.ofHours(8)));
        String body = reports.writeValueAsString(
                new Report(brandId, appId, openid, event.plateNumber(), event.direction(), time));
        HttpHeaders headers = new HttpHeaders();
        headers.addHeader("Accept", "application/json");
        headers.addHeader("Content-Type", "application/json");
        // A whole URL in the place of one of the SDK's hosts; the signature covers its path only.
        wechatpay.post(headers, url, new JsonRequestBody.Builder().body(body).build(), null);
    }

    private void answer(PrintStream answers) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine();
                command != null && !command.equals("quit");
                command = commands.readLine()) {
            answers.printf("%d %d %d %d%n", forwarded.sum(), skipped.sum(), failed.sum(), system.getProcessCpuTime());
        }
    }
}
