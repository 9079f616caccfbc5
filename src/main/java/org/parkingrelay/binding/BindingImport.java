package org.parkingrelay.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.h2.mvstore.MVStoreException;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.store.Positions;

/**
 * Reads bindings from a CSV file with the heading {@code app_id,plate,openid} in UTF-8. Plates go through the same normaliser
 * as the gates'. A line that is wrong is left out and counted with its number; the rest is taken. A run that was broken off is
 * continued by the next with the same file, known by its content; a file that was read to its end is not read again.
 */
public final class BindingImport {

    private static final String KEY = "relay.lookup.import";
    private static final List<String> HEADING = List.of("app_id", "plate", "openid");
    private static final String MEND = "set it to a CSV file in UTF-8 with the heading " + String.join(",", HEADING);
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BYTES_OF_NAME = 16;

    private final Bindings bindings;
    private final Positions positions;
    private final Consumer<ImportReport> progress;

    /**
     * An import into a store.
     *
     * @param progress is told every 100,000 lines
     */
    public BindingImport(Bindings bindings, Positions positions, Consumer<ImportReport> progress) {
        this.bindings = bindings;
        this.positions = positions;
        this.progress = progress;
    }

    /** Reads the configured file; a file that cannot be read, or has another heading, is a problem. */
    public Optional<ImportReport> run(String file, ConfigProblems problems) {
        ObjectReader rows = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.TRIM_SPACES)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES);
        try {
            String source = nameOf(Path.of(file));
            try (DigestInputStream bytes = digesting(Path.of(file));
                    Reader text =
                            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
                    MappingIterator<String[]> lines = rows.readValues(text)) {
                if (!lines.hasNextValue() || !isHeading(lines.nextValue())) {
                    problems.add(KEY, "names a file without the right heading (" + file + ")", MEND);
                    return Optional.empty();
                }
                return read(lines, source, bytes, file, problems);
            }
        } catch (MalformedInputException e) {
            problems.add(KEY, "names a file that is not UTF-8 (" + file + ")", MEND);
        } catch (NoSuchFileException e) {
            problems.add(KEY, "names a file that does not exist (" + file + ")", MEND);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String what = "names a file that stops being CSV at line " + line
                    + ", perhaps with a quote that nothing closes (" + file + ")";
            problems.add(KEY, what, MEND);
        } catch (MVStoreException | CompletionException e) {
            problems.add(
                    "relay.lookup.store",
                    "names a store that does not take the bindings of " + KEY + " (" + file + ")",
                    "for the embedded store free its disk or mend its permissions; for redis check quarkus.redis.hosts; then start"
                            + " again, and the import is continued");
        } catch (IOException | InvalidPathException e) {
            String why = e.getClass().getSimpleName();
            problems.add(KEY, "names a file that cannot be read as CSV (" + file + ": " + why + ")", MEND);
        }
        return Optional.empty();
    }

    private Optional<ImportReport> read(
            MappingIterator<String[]> lines,
            String source,
            DigestInputStream bytes,
            String file,
            ConfigProblems problems)
            throws IOException {
        ImportProgress done = new ImportProgress(bindings, positions, source, progress);
        while (!done.isRepeated() && lines.hasNextValue()) {
            int line = lines.getCurrentLocation().getLineNr();
            String[] row = lines.nextValue();
            if (done.isNext()) {
                take(row, line, done);
            }
        }
        if (!done.isRepeated() && !source.equals(nameOf(bytes))) {
            problems.add(KEY, "names a file that changed while it was read (" + file + ")", "start again");
            return Optional.empty();
        }
        return Optional.of(done.end());
    }

    private static void take(String[] row, int line, ImportProgress done) {
        if (row.length != HEADING.size()) {
            done.bad("not three columns", line);
        } else if (!Binding.isAppId(row[0])) {
            done.bad("app_id not of 1 to 32 letters, digits, - and _", line);
        } else if (!Openid.isOpenid(row[2])) {
            done.bad("openid not of 1 to 64 letters, digits, - and _", line);
        } else if (PlateNormaliser.read(row[1]) instanceof PlateReading.Legible reading) {
            done.good(reading.all().stream()
                    .map(plate -> new Binding(row[0], plate, new Openid(row[2])))
                    .toList());
        } else {
            done.bad("plate that WeChat Pay would not take", line);
        }
    }

    private static boolean isHeading(String[] row) {
        if (row.length > 0 && !row[0].isEmpty() && row[0].charAt(0) == BYTE_ORDER_MARK) {
            row[0] = row[0].substring(1);
        }
        return HEADING.equals(Arrays.asList(row));
    }

    /** By its content: a mounted file has another time and perhaps another path at each start. */
    private static String nameOf(Path file) throws IOException {
        try (DigestInputStream bytes = digesting(file)) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return nameOf(bytes);
        }
    }

    /** Of what has been read. */
    private static String nameOf(DigestInputStream bytes) {
        return "import/" + HexFormat.of().formatHex(bytes.getMessageDigest().digest(), 0, BYTES_OF_NAME);
    }

    private static DigestInputStream digesting(Path file) throws IOException {
        try {
            return new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
