package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.BindingChange.Applied;

/** What every store of bindings does. Tests use app ids of their own, so that a store may be shared. */
abstract class BindingsContract {

    static final String PLATE = "粤B12345";

    abstract Bindings bindings();

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static Plate plate(String text) {
        return ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
    }

    static Binding binding(String appId, String plate, String openid) {
        return new Binding(appId, plate(plate), new Openid(openid));
    }

    static List<Boolean> add(Bindings bindings, Binding... added) {
        return await(bindings.add(List.of(added)));
    }

    static LookupResult find(Bindings bindings, String appId, String... plates) {
        return await(bindings.membersOf(
                appId, List.of(plates).stream().map(BindingsContract::plate).toList()));
    }

    static LookupResult found(String plate, String... openids) {
        return new LookupResult.Found(
                plate(plate), List.of(openids).stream().map(Openid::new).toList());
    }

    private Applied bind(String appId, long second) {
        return apply(appId, true, second, false);
    }

    private Applied end(String appId, long second) {
        return apply(appId, false, second, false);
    }

    private Applied apply(String appId, boolean isBound, long second, boolean isDecided) {
        return await(bindings()
                .apply(new BindingChange(
                        binding(appId, PLATE, "oOne"), isBound, Instant.ofEpochSecond(second), isDecided)));
    }

    private boolean isBound(String appId) {
        return find(bindings(), appId, PLATE) instanceof LookupResult.Found;
    }

    @Test
    void finds_the_members_of_a_plate_under_their_app_id() {
        add(
                bindings(),
                binding("wxFind", PLATE, "oOne"),
                binding("wxFind", PLATE, "oTwo"),
                binding("wxOther", PLATE, "oElsewhere"));

        assertThat(find(bindings(), "wxFind", PLATE)).isEqualTo(found(PLATE, "oOne", "oTwo"));
        assertThat(find(bindings(), "wxFind", "粤B54321")).isEqualTo(new LookupResult.Absent());
        assertThat(find(bindings(), "wxNobody", PLATE)).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void a_binding_is_added_once() {
        Binding one = binding("wxOnce", PLATE, "oOne");

        assertThat(add(bindings(), one, one)).containsExactly(true, false);
        assertThat(find(bindings(), "wxOnce", PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void asks_for_further_plates_of_a_car_until_one_is_bound() {
        add(bindings(), binding("wxCar", "粤ZJ068澳", "oOne"));

        assertThat(find(bindings(), "wxCar", PLATE, "粤ZJ068澳")).isEqualTo(found("粤ZJ068澳", "oOne"));
    }

    @Test
    void a_plate_whose_members_have_all_withdrawn_is_nobodys() {
        bind("wxAll", 10);
        end("wxAll", 20);

        assertThat(find(bindings(), "wxAll", PLATE)).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void the_later_change_wins_in_whatever_order_they_come() {
        assertThat(end("wxLater", 20)).isEqualTo(Applied.UNCHANGED);
        assertThat(bind("wxLater", 10)).isEqualTo(Applied.OLDER);
        assertThat(isBound("wxLater")).isFalse();

        assertThat(bind("wxLater", 30)).isEqualTo(Applied.CHANGED);
        assertThat(end("wxLater", 29)).isEqualTo(Applied.OLDER);
        assertThat(bind("wxLater", 40)).isEqualTo(Applied.UNCHANGED);
        assertThat(isBound("wxLater")).isTrue();
    }

    @Test
    void at_the_same_time_the_end_of_a_binding_wins() {
        bind("wxSame", 10);
        assertThat(end("wxSame", 10)).isEqualTo(Applied.CHANGED);
        assertThat(bind("wxSame", 10)).isEqualTo(Applied.OLDER);

        assertThat(isBound("wxSame")).isFalse();
    }

    @Test
    void what_a_person_decides_counts_whatever_is_known() {
        bind("wxDecided", 4_000_000_000L);

        assertThat(apply("wxDecided", false, 20, true)).isEqualTo(Applied.CHANGED);
        assertThat(bind("wxDecided", 4_000_000_000L)).isEqualTo(Applied.OLDER);
        assertThat(apply("wxDecided", true, 20, true)).isEqualTo(Applied.CHANGED);
    }

    @Test
    void what_was_ended_is_not_brought_back_by_what_was_known_before() {
        add(bindings(), binding("wxEnded", PLATE, "oOne"));
        end("wxEnded", 10);

        assertThat(add(bindings(), binding("wxEnded", PLATE, "oOne"))).containsExactly(false);
        assertThat(isBound("wxEnded")).isFalse();
    }

    @Test
    void the_end_of_one_members_binding_leaves_the_others() {
        add(bindings(), binding("wxFamily", PLATE, "oOne"), binding("wxFamily", PLATE, "oTwo"));
        end("wxFamily", 10);

        assertThat(find(bindings(), "wxFamily", PLATE)).isEqualTo(found(PLATE, "oTwo"));
    }

    /** The rule once more, in one line: the greatest (time, ended before bound) of all changes so far. */
    @Test
    void changes_in_any_order_come_to_the_same() {
        SplittableRandom random = new SplittableRandom(20260502);
        for (int round = 0; round < 200; round++) {
            String appId = "wxAny" + round;
            long best = Long.MIN_VALUE;
            for (int i = 0; i < 6; i++) {
                long second = 1L + random.nextInt(5);
                boolean isBound = random.nextBoolean();
                apply(appId, isBound, second, false);
                best = Math.max(best, 2L * second + (isBound ? 0 : 1));
            }

            assertThat(isBound(appId)).as("round " + round).isEqualTo(best % 2 == 0);
        }
    }

    @Test
    void no_member_is_among_the_strangers_of_many_cars() {
        String app = "wxMany";
        add(bindings(), binding(app, PLATE, "oOne"), binding(app, "粤C00001", "oOne"));
        List<Inquiry> cars = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            cars.add(new Inquiry(app, List.of(plate("粤D" + (10_000 + i)))));
        }
        cars.set(3, new Inquiry(app, List.of(plate(PLATE))));
        cars.set(700, new Inquiry(app, List.of(plate("粤D99999"), plate("粤C00001"))));

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(await(bindings().strangersAmong(cars)).cardinality())
                                .isBetween(1_150, 1_198));

        BitSet strangers = await(bindings().strangersAmong(cars));
        assertThat(strangers.get(3)).isFalse();
        assertThat(strangers.get(700)).isFalse();
        assertThat(await(bindings().strangersAmong(List.of()))).isEqualTo(new BitSet());
    }
}
