package org.parkingrelay.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.intake.IntakeConfig;

/** Samples from files and standard input: each the value of one record, or a record for each line. */
public final class SampleFiles {

    private static final String STANDARD_INPUT = "-";

    private final ExplainOptions options;
    private final InputStream standardInput;
    private final Clock clock;

    public SampleFiles(ExplainOptions options, InputStream standardInput, Clock clock) {
        this.options = options;
        this.standardInput = standardInput;
        this.clock = clock;
    }

    /** All samples, in the order in which they were named. */
    public List<Sample> read() throws ExplainException {
        List<Sample> samples = new ArrayList<>();
        for (String file : options.samples()) {
            boolean isStandardInput = file.equals(STANDARD_INPUT);
            byte[] bytes = isStandardInput ? ofStandardInput() : bytes(file);
            String name = isStandardInput ? "standard input" : file;
            if (options.isByLine()) {
                addLines(name, bytes, samples);
            } else {
                samples.add(new Sample(name, record(bytes)));
            }
        }
        return samples;
    }

    private void addLines(String name, byte[] bytes, List<Sample> samples) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                // Bytes, not text: what is no UTF-8 is the decoder's to tell.
                byte[] value = Arrays.copyOfRange(bytes, start, i);
                if (!new String(value, StandardCharsets.ISO_8859_1).isBlank()) {
                    samples.add(new Sample(name + ", line " + line, record(value)));
                }
                line++;
                start = i + 1;
            }
        }
    }

    private GateRecord record(byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        options.headers().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return GateRecord.of(new ConsumerRecord<>(
                options.topic().orElse(IntakeConfig.DEFAULT_TOPICS),
                0,
                0,
                clock.millis(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                null,
                value,
                headers,
                Optional.empty()));
    }

    private byte[] ofStandardInput() throws ExplainException {
        try {
            return standardInput.readAllBytes();
        } catch (IOException e) {
            throw new ExplainException("standard input cannot be read: " + e.getMessage());
        }
    }

    /** A file's content. */
    static byte[] bytes(String file) throws ExplainException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new ExplainException(file + ": there is no such file");
        } catch (IOException e) {
            throw new ExplainException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
        }
    }
}
