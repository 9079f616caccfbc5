package org.parkingrelay.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

/**
 * From a record's bytes to its checked event with a normalised plate, on one core, for the canonical wrappers and for the records
 * of the vendors' vectors by the mappings that come with the relay, beside the bare Jackson parse of the same bytes.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.mapping.DecodingBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodingBenchmark {

    private static final String BARE = "canonical, bare";
    private static final String STRUCTURED = "canonical, structured";
    private static final Map<String, String> CANONICAL = Map.of(
            BARE, """
            {"eventId":"r-20240301-000123:IN","direction":"IN","plateNumber":"粤BD12345","lotId":"LOT-1","laneId":"E1","occurredAt":"2024-03-01T10:15:30+08:00","plateColor":"GREEN","confidence":97,"sessionId":"r-20240301-000123"}""",
            STRUCTURED, """
            {"specversion":"1.0","id":"r-20240301-000123:IN","source":"urn:parking:lot:LOT-1","type":"parking.gate.passage.v1","time":"2024-03-01T10:15:30+08:00","recordedtime":"2024-03-01T10:15:31+08:00","partitionkey":"LOT-1","datacontenttype":"application/json","data":{"direction":"IN","plateNumber":"粤BD12345","lotId":"LOT-1","laneId":"E1","occurredAt":"2024-03-01T10:15:30+08:00","plateColor":"GREEN","confidence":97,"sessionId":"r-20240301-000123"}}""");
    private static final double MOST_CANONICAL = 3;
    private static final double MOST_MAPPED = 25;

    private final ObjectMapper jackson = new ObjectMapper();
    private final EventDecoder canonical = new EventDecoder();

    /** Which record; set by {@link #main}. */
    @Param({BARE})
    public String sample = BARE;

    private byte[] bytes = new byte[0];
    private GateRecord record = record("{}");
    private Mapping mapping;

    /** Reads the record and compiles its mapping. */
    @Setup
    public void prepare() throws MappingException {
        if (CANONICAL.containsKey(sample)) {
            record = record(CANONICAL.get(sample));
        } else {
            MappingSamples.Sample found = samples().get(sample);
            record = found.record();
            mapping = MappingSamples.mapping(found.mapping());
        }
        bytes = record.raw().value();
        if (decode().stream().noneMatch(Decoded.Event.class::isInstance)) {
            throw new IllegalStateException(sample + " is no event");
        }
    }

    private static GateRecord record(String value) {
        return GateRecord.of(
                GateRecords.of("parking.gate-events.v1", new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The vectors that hold events, by name. */
    private static Map<String, MappingSamples.Sample> samples() {
        Map<String, MappingSamples.Sample> samples = new TreeMap<>();
        for (MappingSamples.Sample vector : MappingSamples.all()) {
            boolean hasEvents = vector.events() != null && !vector.events().isEmpty();
            if (hasEvents && vector.name().matches("S\\d\\d-.*")) {
                samples.put(vector.toString(), vector);
            }
        }
        return samples;
    }

    /** The limit: nothing but the parse. */
    @Benchmark
    public JsonNode bareParse() throws IOException {
        return jackson.readTree(bytes);
    }

    /** All that the relay does to have the event. */
    @Benchmark
    public List<Decoded> decode() {
        return mapping == null ? List.of(canonical.decode(record)) : mapping.decode(record);
    }

    /** Runs all and prints a line for each record. */
    public static void main(String... args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DecodingBenchmark.class.getName())
                        .param("sample", names())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        Map<String, Double> parses = new TreeMap<>();
        Map<String, Double> decodings = new TreeMap<>();
        results.forEach(result -> (result.getPrimaryResult().getLabel().equals("bareParse") ? parses : decodings)
                .put(
                        result.getParams().getParam("sample"),
                        result.getPrimaryResult().getScore()));
        decodings.forEach((sample, micros) -> System.out.printf(
                "Decoding %-45s %6.2f us (at most %2.0f), %5.1f times the bare parse of %5.2f us%n",
                sample,
                micros,
                CANONICAL.containsKey(sample) ? MOST_CANONICAL : MOST_MAPPED,
                micros / parses.get(sample),
                parses.get(sample)));
    }

    private static String[] names() {
        Map<String, Object> names = new TreeMap<>(CANONICAL);
        names.putAll(samples());
        return names.keySet().toArray(String[]::new);
    }
}
