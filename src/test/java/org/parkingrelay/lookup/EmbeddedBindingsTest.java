package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.store.EmbeddedStore;

class EmbeddedBindingsTest {

    private static final String APP = "wx1";

    @TempDir
    Path folder;

    private final ConfigProblems problems = new ConfigProblems();
    private EmbeddedStore store;
    private EmbeddedBindings bindings;

    @BeforeEach
    void open() {
        store = openStore(folder.resolve("sub/folder/bindings.mv")).orElseThrow();
        bindings = new EmbeddedBindings(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Optional<EmbeddedStore> openStore(Path path) {
        return EmbeddedStore.open(Optional.of(path.toString()), problems);
    }

    private boolean bind(String appId, String plate, String openid) {
        return bindings.bind(appId, plate(plate), new Openid(openid))
                .toCompletableFuture()
                .join();
    }

    private static Plate plate(String text) {
        return ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
    }

    private LookupResult find(String appId, String... plates) {
        return bindings.membersOf(
                        appId,
                        List.of(plates).stream()
                                .map(EmbeddedBindingsTest::plate)
                                .toList())
                .toCompletableFuture()
                .join();
    }

    private static LookupResult found(String plate, String... openids) {
        return new LookupResult.Found(
                plate(plate), List.of(openids).stream().map(Openid::new).toList());
    }

    private ImportReport importing(String text, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("members.csv"), text.getBytes(charset));
        return new BindingImport(bindings).run(file.toString(), problems).orElse(null);
    }

    @Test
    void finds_the_members_of_a_plate_under_their_app_id() {
        bind(APP, "粤B12345", "oOne");
        bind(APP, "粤B12345", "oTwo");
        bind("wx2", "粤B12345", "oElsewhere");

        assertThat(find(APP, "粤B12345")).isEqualTo(found("粤B12345", "oOne", "oTwo"));
        assertThat(find(APP, "粤B54321")).isEqualTo(new LookupResult.Absent());
        assertThat(find("wx3", "粤B12345")).isEqualTo(new LookupResult.Absent());
        assertThat(bindings.plates()).isEqualTo(2);
    }

    @Test
    void a_binding_is_kept_once() {
        assertThat(bind(APP, "粤B12345", "oOne")).isTrue();
        assertThat(bind(APP, "粤B12345", "oOne")).isFalse();

        assertThat(find(APP, "粤B12345")).isEqualTo(found("粤B12345", "oOne"));
    }

    @Test
    void asks_for_further_plates_of_a_car_until_one_is_bound() {
        bind(APP, "粤ZJ068澳", "oOne");

        assertThat(find(APP, "粤B12345", "粤ZJ068澳")).isEqualTo(found("粤ZJ068澳", "oOne"));
    }

    @Test
    void bindings_survive_the_end_of_the_process() {
        bind(APP, "粤B12345", "oOne");
        store.close();
        open();

        assertThat(find(APP, "粤B12345")).isEqualTo(found("粤B12345", "oOne"));
    }

    @Test
    void a_closed_store_is_unavailable_and_not_empty() {
        store.close();

        assertThat(find(APP, "粤B12345")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void a_file_that_is_in_use_or_no_store_or_no_file_is_a_problem() throws IOException {
        assertThat(openStore(folder.resolve("sub/folder/bindings.mv"))).isEmpty();
        Path text = Files.writeString(folder.resolve("text.mv"), "no store".repeat(2_000));
        assertThat(openStore(text)).isEmpty();
        assertThat(openStore(text.resolve("below/a/file"))).isEmpty();

        assertThat(problems.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("open"),
                        line -> assertThat(line).contains("no readable store"),
                        line -> assertThat(line).contains("cannot be written"));
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

        assertThat(find(APP, "粤B12345")).isEqualTo(found("粤B12345", "oOne", "oTwo"));
        assertThat(find(APP, "粤BD12345")).isEqualTo(found("粤BD12345", "oFive"));
        assertThat(report.good()).isEqualTo(4);
        assertThat(report.added()).isEqualTo(3);
        assertThat(report.badLines()).isEqualTo(4);
        assertThat(report.badSummary())
                .isEqualTo("1 x app_id not of 1 to 32 characters (line 8);"
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
}
