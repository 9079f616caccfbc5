package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.testing.StoreWatches;

class EmbeddedBindingsTest extends BindingsContract {

    private static final String APP = "wx1";
    private static final String OTHER_PLATE = "粤B54321";
    private static final byte[] SECRET = "a secret of sixteen bytes and more".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ConfigProblems problems = new ConfigProblems();
    private EmbeddedStore store;
    private EmbeddedBindings bindings;

    @BeforeEach
    void open() {
        open(Optional.empty());
    }

    private void open(Optional<byte[]> secret) {
        store = openStore(folder.resolve("sub/folder/bindings.mv")).orElseThrow();
        bindings = EmbeddedBindings.of(store, PlateKeys.of(secret), problems);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Optional<EmbeddedStore> openStore(Path path) {
        return EmbeddedStore.open(Optional.of(path.toString()), StoreWatches.any(), problems);
    }

    @Override
    Bindings bindings() {
        return bindings;
    }

    private boolean knowsNobody(String appId, String... plates) {
        return bindings.knowsNobody(
                appId, Stream.of(plates).map(BindingsContract::plate).toList());
    }

    @Test
    void counts_plates() {
        add(bindings, binding(APP, PLATE, "oOne"), binding(APP, PLATE, "oTwo"), binding("wx2", PLATE, "oOne"));

        assertThat(bindings.plates()).isEqualTo(2);
    }

    @Test
    void a_stranger_is_known_to_be_one_without_a_look_into_the_file_and_a_member_never_is() {
        Awaitility.await().until(() -> knowsNobody(APP, PLATE));
        add(bindings, binding(APP, PLATE, "oOne"));

        assertThat(knowsNobody(APP, PLATE)).isFalse();
        assertThat(knowsNobody("wx2", PLATE)).isTrue();
        assertThat(knowsNobody(APP, OTHER_PLATE)).isTrue();
        assertThat(knowsNobody(APP, OTHER_PLATE, PLATE)).isFalse();
    }

    @Test
    void a_store_that_grows_knows_strangers_all_the_while_and_takes_no_member_for_one() {
        Awaitility.await().until(() -> knowsNobody(APP, PLATE));

        for (int tens = 0; tens < 20; tens++) {
            Binding[] some = new Binding[10_000];
            for (int i = 0; i < some.length; i++) {
                some[i] = binding(APP, member(tens * some.length + i), "oOne");
            }
            add(bindings, some);
            assertThat(Stream.of(some))
                    .noneMatch(one -> knowsNobody(APP, one.plate().text()));
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                IntStream.range(0, 10_000).filter(i -> !knowsNobody(APP, "京A" + (10_000 + i))))
                        .hasSizeLessThan(100));
        assertThat(IntStream.range(0, 200_000)).noneMatch(i -> knowsNobody(APP, member(i)));
    }

    private static String member(int number) {
        return "粤" + (char) ('A' + number / 90_000) + (10_000 + number % 90_000);
    }

    @Test
    void nobody_is_known_to_be_a_stranger_once_the_store_is_closed() {
        Awaitility.await().until(() -> knowsNobody(APP, PLATE));

        store.close();

        assertThat(knowsNobody(APP, PLATE)).isFalse();
    }

    @Test
    void bindings_survive_the_end_of_the_process() {
        add(bindings, binding(APP, PLATE, "oOne"));
        store.close();
        open();

        assertThat(find(bindings, APP, PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void a_closed_store_is_unavailable_and_not_empty() {
        store.close();

        assertThat(find(bindings, APP, PLATE)).isEqualTo(new LookupResult.Unavailable("closed"));
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
    void with_a_key_the_file_shows_no_plate() throws IOException {
        store.close();
        Files.delete(folder.resolve("sub/folder/bindings.mv"));
        open(Optional.of(SECRET));
        add(bindings, binding(APP, PLATE, "oOne"));
        assertThat(find(bindings, APP, PLATE)).isEqualTo(found(PLATE, "oOne"));
        store.close();

        String file = Files.readString(folder.resolve("sub/folder/bindings.mv"), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("oOne").doesNotContain("B12345");
    }

    @Test
    void a_file_that_was_written_with_another_key_is_a_problem() {
        store.close();
        open(Optional.of(SECRET));

        assertThat(problems.lines())
                .containsExactly(
                        "relay.lookup.plate-hash-key-file is not what the plates of relay.lookup.embedded.path were"
                                + " written with (plain); set the same file as before, or start with an empty store and fill it again");
    }
}
