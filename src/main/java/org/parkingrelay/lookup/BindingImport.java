package org.parkingrelay.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVStoreException;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;

/**
 * Reads bindings from a CSV file with the heading {@code app_id,plate,openid} in UTF-8. Plates go through the same normaliser
 * as the gates'. A line that is wrong is left out and counted with its number; the rest is taken.
 */
public final class BindingImport {

    private static final String KEY = "relay.lookup.import";
    private static final List<String> HEADING = List.of("app_id", "plate", "openid");
    private static final String MEND = "set it to a CSV file in UTF-8 with the heading " + String.join(",", HEADING);
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MAX_APP_ID_LENGTH = 32;

    /** So many bindings are on their way to the store at a time. */
    private static final int BATCH = 1_000;

    private final Bindings bindings;
    private final List<CompletionStage<Boolean>> underway = new ArrayList<>();

    public BindingImport(Bindings bindings) {
        this.bindings = bindings;
    }

    /** Reads the configured file; a file that cannot be read, or has another heading, is a problem. */
    public Optional<ImportReport> run(String file, ConfigProblems problems) {
        ObjectReader rows = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.TRIM_SPACES)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES);
        try (Reader text = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
                MappingIterator<String[]> lines = rows.readValues(text)) {
            if (!lines.hasNextValue() || !isHeading(lines.nextValue())) {
                problems.add(KEY, "names a file without the right heading (" + file + ")", MEND);
                return Optional.empty();
            }
            ImportReport report = new ImportReport();
            while (lines.hasNextValue()) {
                int line = lines.getCurrentLocation().getLineNr();
                take(lines.nextValue(), line, report);
            }
            awaitStore(report);
            bindings.flush();
            return Optional.of(report);
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
                    "names a store that does not take the bindings of " + KEY,
                    "for the embedded store free its disk or mend its permissions; for redis check quarkus.redis.hosts");
        } catch (IOException | InvalidPathException e) {
            String why = e.getClass().getSimpleName();
            problems.add(KEY, "names a file that cannot be read as CSV (" + file + ": " + why + ")", MEND);
        }
        return Optional.empty();
    }

    private void take(String[] row, int line, ImportReport report) {
        if (row.length != HEADING.size()) {
            report.bad("not three columns", line);
            return;
        }
        String appId = row[0];
        if (appId.isEmpty() || appId.length() > MAX_APP_ID_LENGTH || appId.indexOf(' ') >= 0) {
            report.bad("app_id not of 1 to 32 characters", line);
        } else if (!Openid.isOpenid(row[2])) {
            report.bad("openid not of 1 to 64 letters, digits, - and _", line);
        } else if (PlateNormaliser.read(row[1]) instanceof PlateReading.Legible reading) {
            underway.add(bindings.bind(appId, reading.plate(), new Openid(row[2])));
            if (underway.size() == BATCH) {
                awaitStore(report);
            }
        } else {
            report.bad("plate that WeChat Pay would not take", line);
        }
    }

    private void awaitStore(ImportReport report) {
        for (CompletionStage<Boolean> bound : underway) {
            report.good(bound.toCompletableFuture().join());
        }
        underway.clear();
    }

    private static boolean isHeading(String[] row) {
        if (row.length > 0 && !row[0].isEmpty() && row[0].charAt(0) == BYTE_ORDER_MARK) {
            row[0] = row[0].substring(1);
        }
        return HEADING.equals(Arrays.asList(row));
    }
}
