package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.CirclesConfig;
import org.parkingrelay.circle.LotsConfig;
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
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.testing.ForwardingBindings;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.StoreWatches;

class BindingDeskTest {

    private static final String APP_ID = "wx931386123456789e";
    private static final String PLATE = "粤B·12345";
    /** One car with a plate of the mainland and one that Macau's cars have there. */
    private static final String TWO_PLATES = "粤B12345,粤ZJ068澳";

    private static final String MEMBER = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
    private static final String OTHER = "oUpF8uMuAJO_M2pxb1Q9zNjOther";

    private final Circles circles = circles();
    private final MutableClock clock = new MutableClock("2026-11-21T08:00:00Z");
    private final EmbeddedStore store = EmbeddedStore.inMemory(StoreWatches.any());
    private final Bindings bindings = EmbeddedBindings.of(store, PlateKeys.of(Optional.empty()), new ConfigProblems());
    private final List<Runnable> flushes = new ArrayList<>();
    private final BindingDesk desk = desk(bindings);

    private BindingDesk desk(Bindings bindings) {
        return new BindingDesk(bindings, bindings, circles, clock, flush -> {
            flushes.add(flush);
            flush.run();
        });
    }

    private static Circles circles() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CirclesConfig.class)
                .withMapping(LotsConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "relay.circles.mall.app-id", APP_ID,
                                "relay.circles.mall.brand-id", "1000",
                                "relay.circles.mall.credential", "main",
                                "relay.lots.LOT-1", "mall"),
                        "test",
                        100))
                .build();
        return Circles.from(
                config.getConfigMapping(CirclesConfig.class),
                config.getConfigMapping(LotsConfig.class),
                new ConfigProblems());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static FindRequest find(String plate) {
        return new FindRequest("mall", null, plate, false);
    }

    private static FindRequest reveal(String plate) {
        return new FindRequest("mall", null, plate, true);
    }

    private static BindingRequest of(String plate, String openid) {
        return new BindingRequest("mall", null, plate, openid);
    }

    private FoundMembers found(FindRequest request) {
        return await(desk.find("vera", request));
    }

    private String bound(String plate, String openid) {
        return await(desk.bind("otto", of(plate, openid))).result();
    }

    private int unbound(String plate, String openid) {
        return await(desk.unbind("otto", of(plate, openid))).ended();
    }

    private static FoundMembers members(String plate, String... openids) {
        return new FoundMembers(
                plate, List.of(openids).stream().map(FoundMembers.Member::new).toList());
    }

    @Test
    void a_plate_that_is_bound_is_found_however_it_is_written() {
        assertThat(bound(PLATE, MEMBER)).isEqualTo("changed");

        assertThat(found(reveal("粤b-12345"))).isEqualTo(members("粤B12345", MEMBER));
        assertThat(found(new FindRequest(null, APP_ID, PLATE, true))).isEqualTo(members("粤B12345", MEMBER));
        assertThat(found(new FindRequest(null, "wxOther", PLATE, true))).isEqualTo(members("粤B12345"));
    }

    @Test
    void what_is_found_is_masked_unless_it_is_revealed() {
        bound(PLATE, MEMBER);

        assertThat(found(find(PLATE))).isEqualTo(members("粤B***45", "oU***eS6o"));
        assertThat(found(find("京A99999"))).isEqualTo(members("京A***99"));
        assertThat(found(reveal("京A99999"))).isEqualTo(members("京A99999"));
    }

    @Test
    void binding_and_unbinding_say_what_they_changed_and_make_it_durable() {
        assertThat(bound(PLATE, MEMBER)).isEqualTo("changed");
        assertThat(bound(PLATE, MEMBER)).isEqualTo("unchanged");
        assertThat(bound(PLATE, OTHER)).isEqualTo("changed");
        assertThat(unbound(PLATE, MEMBER)).isEqualTo(1);
        assertThat(unbound(PLATE, MEMBER)).isZero();
        assertThat(found(reveal(PLATE))).isEqualTo(members("粤B12345", OTHER));
        assertThat(flushes).hasSize(5);
    }

    @Test
    void without_an_openid_all_members_are_unbound() {
        bound(PLATE, MEMBER);
        bound(PLATE, OTHER);

        assertThat(unbound(PLATE, null)).isEqualTo(2);
        assertThat(unbound(PLATE, null)).isZero();
        assertThat(found(find(PLATE)).members()).isEmpty();
    }

    @Test
    void a_car_with_several_plates_is_bound_and_unbound_by_each() {
        assertThat(bound(TWO_PLATES, MEMBER)).isEqualTo("changed");
        assertThat(found(find("粤ZJ068澳"))).isEqualTo(members("粤Z***8澳", "oU***eS6o"));
        unbound("粤B12345", MEMBER);
        assertThat(found(reveal(TWO_PLATES))).isEqualTo(members("粤ZJ068澳", MEMBER));
        assertThat(bound(TWO_PLATES, MEMBER)).isEqualTo("changed");

        assertThat(unbound(TWO_PLATES, null)).isEqualTo(2);
        assertThat(found(find("粤ZJ068澳")).members()).isEmpty();
    }

    @Test
    void what_a_person_decides_wins_over_a_change_that_claims_to_be_later() {
        Instant ahead = clock.instant().plus(Duration.ofDays(1));
        Plate plate = ((PlateReading.Legible) PlateNormaliser.read(PLATE)).plate();
        await(bindings.apply(new BindingChange(new Binding(APP_ID, plate, new Openid(MEMBER)), true, ahead, false)));

        assertThat(unbound(PLATE, MEMBER)).isEqualTo(1);
        assertThat(found(find(PLATE)).members()).isEmpty();
        assertThat(bound(PLATE, MEMBER)).isEqualTo("changed");
    }

    @Test
    void an_end_of_what_was_never_bound_is_remembered() {
        assertThat(unbound(PLATE, MEMBER)).isZero();

        Plate plate = ((PlateReading.Legible) PlateNormaliser.read(PLATE)).plate();
        assertThat(await(bindings.add(List.of(new Binding(APP_ID, plate, new Openid(MEMBER))))))
                .containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-    | -         | 粤B12345 | o1 | circle is missing; expected is one of the two",
                "mall | wx1       | 粤B12345 | o1 | circle and appId are both there; expected is one of the two",
                "none | -         | 粤B12345 | o1 | circle is not configured; expected is one of mall",
                "-    | wx 1      | 粤B12345 | o1 | appId is none; expected are 1 to 32 letters, digits, hyphens and underscores",
                "-    | wxOther   | 粤B12345 | o1 | appId is that of no circle; expected is one of those that are configured",
                "mall | -         | -        | o1 | plateNumber is missing; expected is a plate such as 粤B12345",
                "mall | -         | 粤B1?345 | o1 | plateNumber is not legible (UNREADABLE); expected is a plate such as 粤B12345",
                "mall | -         | 无牌车   | o1 | plateNumber is not legible (NO_PLATE); expected is a plate such as 粤B12345",
                "mall | -         | 粤B12345 | -  | openid is missing; expected is the member's",
                "mall | -         | 粤B12345 | o! | openid is none; expected are 1 to 64 letters, digits, hyphens and underscores",
                "mall | -         | 粤B12345 | '' | openid is none; expected are 1 to 64 letters, digits, hyphens and underscores",
            })
    void a_wrong_field_is_named_with_what_was_expected(
            String circle, String appId, String plate, String openid, String detail) {
        assertThatThrownBy(() -> desk.bind("otto", new BindingRequest(circle, appId, plate, openid)))
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail);
    }

    @Test
    void a_list_of_cars_is_no_plate() {
        assertThatThrownBy(() -> desk.unbind("otto", of("粤B12345,".repeat(9), null)))
                .hasMessage("plateNumber is too long; expected are at most 64 characters");
    }

    @Test
    void bindings_of_a_circle_that_is_no_more_can_still_be_found_and_ended() {
        Plate plate = ((PlateReading.Legible) PlateNormaliser.read(PLATE)).plate();
        await(bindings.add(List.of(new Binding("wxFormer", plate, new Openid(MEMBER)))));

        assertThat(await(desk.unbind("otto", new BindingRequest(null, "wxFormer", PLATE, null))))
                .isEqualTo(new UnbindResult(1));
    }

    private static void assertUnavailable(CompletionStage<?> answer, String reason) {
        assertThatThrownBy(() -> await(answer))
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem())
                                .isEqualTo(new Problem(
                                        503,
                                        "Service Unavailable",
                                        "the store does not answer (" + reason + "); try again in a while")));
    }

    @Test
    void a_store_that_does_not_answer_is_told_with_the_reason() {
        store.close();

        assertUnavailable(desk.find("vera", find(PLATE)), "closed");
        assertUnavailable(desk.bind("otto", of(PLATE, MEMBER)), "file");
        assertUnavailable(desk.unbind("otto", of(PLATE, MEMBER)), "file");
        assertUnavailable(desk.unbind("otto", of(PLATE, null)), "closed");
    }

    @Test
    void what_cannot_be_made_durable_is_not_done() {
        BindingDesk unwritable = desk(new ForwardingBindings(bindings) {
            @Override
            public void flush() {
                throw new MVStoreException(2, "no space");
            }

            @Override
            public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
                return CompletableFuture.completedStage(new LookupResult.Absent());
            }
        });

        assertUnavailable(unwritable.bind("otto", of(PLATE, MEMBER)), "file");
    }
}
