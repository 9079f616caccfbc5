package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.EmbeddedBindings;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.lookup.PlateKeys;
import org.parkingrelay.store.EmbeddedPositions;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.Positions;
import org.parkingrelay.testing.ForwardingBindings;
import org.parkingrelay.testing.StoreWatches;

class BindingImportTest {

    private static final String APP = "wx1";

    @TempDir
    Path folder;

    private final ConfigProblems problems = new ConfigProblems();
    private final EmbeddedStore store = EmbeddedStore.inMemory(StoreWatches.any());
    private final EmbeddedBindings bindings = EmbeddedBindings.of(store, PlateKeys.of(Optional.empty()), problems);
    private final Positions positions = new EmbeddedPositions(store);
    private final List<String> progress = new ArrayList<>();

    private static Plate plate(String text) {
        return ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
    }

    private LookupResult find(String plate) {
        return bindings.membersOf(APP, List.of(plate(plate)))
                .toCompletableFuture()
                .join();
    }

    private static LookupResult found(String plate, String... openids) {
        return new LookupResult.Found(
                plate(plate), List.of(openids).stream().map(Openid::new).toList());
    }

    private ImportReport importing(String text, Charset charset) throws IOException {
        return importing(bindings, text, charset);
    }

    private ImportReport importing(Bindings into, String text, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("members.csv"), text.getBytes(charset));
        return new BindingImport(into, positions, report -> progress.add(report.summary()))
                .run(file.toString(), problems)
                .orElse(null);
    }

    /** A heading and so many members with plates of their own. */
    private static String members(int count) {
        StringBuilder text = new StringBuilder("app_id,plate,openid\n");
        for (int i = 0; i < count; i++) {
            text.append("wx1,粤BD1%04d,o%d\n".formatted(i % 10_000, i));
        }
        return text.toString();
    }

    @Test
    void an_import_takes_good_lines_and_tells_the_numbers_of_bad_ones() throws IOException {
        ImportReport report = importing("""
                app_id,plate,openid
                wx1,粤B·12345,oOne
                wx1, 粤b１２３４５ ,oTwo
                wx1,粤B12345,oOne

                wx1,无牌车,oThree
                wx1,粤B54321,not an openid
                ,粤B54321,oFour
                wx1,粤B54321
                "wx1","粤BD12345","oFive"
                """, StandardCharsets.UTF_8);

        assertThat(find("粤B12345")).isEqualTo(found("粤B12345", "oOne", "oTwo"));
        assertThat(find("粤BD12345")).isEqualTo(found("粤BD12345", "oFive"));
        assertThat(report.good()).isEqualTo(4);
        assertThat(report.added()).isEqualTo(3);
        assertThat(report.badLines()).isEqualTo(4);
        assertThat(report.badSummary())
                .isEqualTo("1 x app_id not of 1 to 32 letters, digits, - and _ (line 8);"
                        + " 1 x not three columns (line 9);"
                        + " 1 x openid not of 1 to 64 letters, digits, - and _ (line 7);"
                        + " 1 x plate that WeChat Pay would not take (line 6)");
    }

    @Test
    void an_import_takes_the_byte_order_mark_that_spreadsheets_write() throws IOException {
        assertThat(importing("\uFEFFapp_id,plate,openid\r\nwx1,粤B12345,oOne\r\n", StandardCharsets.UTF_8)
                        .good())
                .isEqualTo(1);
    }

    @Test
    void an_import_of_another_encoding_or_heading_is_a_problem() throws IOException {
        importing("app_id,plate,openid\nwx1,粤B12345,oOne\n", Charset.forName("GB18030"));
        importing("plate,openid\n粤B12345,oOne\n", StandardCharsets.UTF_8);
        importing("", StandardCharsets.UTF_8);

        assertThat(problems.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("relay.lookup.import names a file")
                        .contains("app_id,plate,openid")
                        .doesNotContain("12345"));
    }

    @Test
    void a_field_that_names_several_plates_of_one_car_binds_each() throws IOException {
        importing("app_id,plate,openid\nwx1,粤B12345;粤ZJ068澳,oOne\n", StandardCharsets.UTF_8);

        assertThat(find("粤B12345")).isEqualTo(found("粤B12345", "oOne"));
        assertThat(find("粤ZJ068澳")).isEqualTo(found("粤ZJ068澳", "oOne"));
    }

    @Test
    void tells_of_progress_every_100_000_lines() throws IOException {
        importing(members(250_000), StandardCharsets.UTF_8);

        assertThat(progress)
                .containsExactly(
                        "100000 lines good, 0 bad, 100000 bindings new",
                        "200000 lines good, 0 bad, 200000 bindings new");
    }

    @Test
    void a_file_that_was_read_is_not_read_again_until_it_changes() throws IOException {
        importing(members(3), StandardCharsets.UTF_8);

        ImportReport again = importing(members(3), StandardCharsets.UTF_8);
        assertThat(again.good()).isZero();
        assertThat(again.summary()).isEqualTo("this file was read before, 3 lines");
        assertThat(importing(members(4), StandardCharsets.UTF_8).summary())
                .isEqualTo("4 lines good, 0 bad, 1 bindings new");
    }

    @Test
    void a_run_that_was_broken_off_is_continued_where_its_store_failed() throws IOException {
        String text = members(150_000);
        assertThat(importing(failingAfter(120_000), text, StandardCharsets.UTF_8))
                .isNull();
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith("relay.lookup.store names a store that does not take the bindings");

        ImportReport rest = importing(text, StandardCharsets.UTF_8);
        assertThat(rest.before()).isEqualTo(100_000);
        assertThat(rest.good()).isEqualTo(50_000);
        assertThat(rest.summary()).contains("continued after 100000 lines");
        assertThat(find("粤BD19999"))
                .isInstanceOfSatisfying(
                        LookupResult.Found.class,
                        found -> assertThat(found.members()).hasSize(15));
    }

    @Test
    void a_member_who_withdrew_is_not_brought_back_by_the_next_file() throws IOException {
        importing(members(2), StandardCharsets.UTF_8);
        Binding first = new Binding(APP, plate("粤BD10000"), new Openid("o0"));
        bindings.apply(new BindingChange(first, false, Instant.ofEpochSecond(1), false))
                .toCompletableFuture()
                .join();

        importing(members(3), StandardCharsets.UTF_8);

        assertThat(find("粤BD10000")).isEqualTo(new LookupResult.Absent());
        assertThat(find("粤BD10002")).isEqualTo(found("粤BD10002", "o2"));
    }

    @Test
    void a_file_that_changes_while_it_is_read_is_a_problem_and_is_read_again() throws IOException {
        Path file = folder.resolve("members.csv");
        Bindings meddling = through(added -> {
            try {
                Files.writeString(file, "wx1,粤B12345,oLate\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bindings.add(added);
        });

        assertThat(importing(meddling, members(50_000), StandardCharsets.UTF_8)).isNull();
        assertThat(problems.lines()).singleElement().asString().contains("changed while it was read");
        assertThat(importing(members(50_000), StandardCharsets.UTF_8).good()).isEqualTo(50_000);
    }

    private Bindings failingAfter(int most) {
        AtomicInteger taken = new AtomicInteger();
        return through(added -> taken.addAndGet(added.size()) > most
                ? CompletableFuture.failedStage(new IllegalStateException("full"))
                : bindings.add(added));
    }

    private Bindings through(Function<List<Binding>, CompletionStage<List<Boolean>>> adding) {
        return new ForwardingBindings(bindings) {

            @Override
            public CompletionStage<List<Boolean>> add(List<Binding> added) {
                return adding.apply(added);
            }
        };
    }
}
