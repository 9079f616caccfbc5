package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.store.StoreFault;
import org.parkingrelay.store.StoreRefusedException;

/**
 * Where a person looks up, makes and ends the bindings of one plate. What they decide wins over whatever is known. The plate is
 * read as those of the gates are. Wrong requests are thrown as {@link ProblemException}, a store that does not answer fails the
 * stage with one.
 */
final class BindingDesk {

    private final MemberLookup lookup;
    private final Bindings bindings;
    private final Circles circles;
    private final Clock clock;
    private final Executor blocking;

    /**
     * A desk for a store.
     *
     * @param lookup what deliveries ask too, so that a store that is being filled does not pass for one that is
     * @param blocking where a file may be written
     */
    BindingDesk(MemberLookup lookup, Bindings bindings, Circles circles, Clock clock, Executor blocking) {
        this.lookup = lookup;
        this.bindings = bindings;
        this.circles = circles;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** The members of the first plate of the car that anybody bound. */
    CompletionStage<FoundMembers> find(String user, FindRequest request) {
        Scope scope = Scope.of(request.circle(), request.appId(), circles);
        List<Plate> plates = PlateField.read("plateNumber", request.plateNumber());
        CompletionStage<FoundMembers> found = lookup.membersOf(scope.appId(), plates)
                .thenApply(result -> {
                    List<Openid> members = members(result);
                    Plate plate = result instanceof LookupResult.Found bound ? bound.plate() : plates.get(0);
                    return request.reveal() ? revealed(plate, members) : masked(plate, members);
                });
        Action action = request.reveal() ? Action.REVEAL_MEMBERS : Action.FIND_MEMBERS;
        return audited(
                user,
                action,
                scope,
                found,
                answer -> answer.members().isEmpty() ? "none" : "found",
                answer -> answer.members().size());
    }

    private static FoundMembers masked(Plate plate, List<Openid> members) {
        return new FoundMembers(
                Masks.of(plate),
                members.stream()
                        .map(openid -> new FoundMembers.Member(Masks.of(openid)))
                        .toList());
    }

    private static FoundMembers revealed(Plate plate, List<Openid> members) {
        return new FoundMembers(
                plate.text(),
                members.stream()
                        .map(openid -> new FoundMembers.Member(openid.text()))
                        .toList());
    }

    private static List<Openid> members(LookupResult result) {
        if (result instanceof LookupResult.Unavailable unavailable) {
            throw new StoreRefusedException(unavailable.why());
        }
        return result instanceof LookupResult.Found found ? found.members() : List.of();
    }

    /** Binds each plate of the car for a member. */
    CompletionStage<BindResult> bind(String user, BindingRequest request) {
        Scope scope = Scope.of(request.circle(), request.appId(), circles);
        scope.requireConfigured(circles);
        List<Plate> plates = PlateField.read("plateNumber", request.plateNumber());
        if (request.openid() == null) {
            throw ProblemException.field("openid", "is missing; expected is the member's");
        }
        List<Binding> made = bindings(scope, plates, openid(request.openid()));
        CompletionStage<BindResult> result = change(made, true).thenApply(BindResult::of);
        return audited(user, Action.BIND, scope, result, BindResult::result, answer -> 1);
    }

    /** Ends the binding of each plate of the car for a member, or for all members where the request names none. */
    CompletionStage<UnbindResult> unbind(String user, BindingRequest request) {
        Scope scope = Scope.of(request.circle(), request.appId(), circles);
        List<Plate> plates = PlateField.read("plateNumber", request.plateNumber());
        CompletionStage<List<Binding>> ended = request.openid() == null
                ? bound(scope, plates)
                : CompletableFuture.completedStage(bindings(scope, plates, openid(request.openid())));
        CompletionStage<UnbindResult> result =
                ended.thenCompose(all -> change(all, false)).thenApply(UnbindResult::new);
        return audited(
                user,
                Action.UNBIND,
                scope,
                result,
                answer -> answer.ended() == 0 ? "unchanged" : "changed",
                UnbindResult::ended);
    }

    private static Openid openid(String text) {
        if (!Openid.isOpenid(text)) {
            throw ProblemException.field(
                    "openid", "is none; expected are 1 to 64 letters, digits, hyphens and underscores");
        }
        return new Openid(text);
    }

    private static List<Binding> bindings(Scope scope, List<Plate> plates, Openid openid) {
        return plates.stream()
                .map(plate -> new Binding(scope.appId(), plate, openid))
                .toList();
    }

    /** Each plate is asked for by itself, since the store answers with the first that anybody bound. */
    private CompletionStage<List<Binding>> bound(Scope scope, List<Plate> plates) {
        CompletionStage<List<Binding>> all = CompletableFuture.completedStage(List.of());
        for (Plate plate : plates) {
            all = all.thenCombine(lookup.membersOf(scope.appId(), List.of(plate)), (before, result) -> {
                List<Binding> more = new ArrayList<>(before);
                members(result).forEach(openid -> more.add(new Binding(scope.appId(), plate, openid)));
                return more;
            });
        }
        return all;
    }

    /** Makes or ends bindings one after the other, durably, and says how many were not so before. */
    private CompletionStage<Integer> change(List<Binding> changes, boolean isBound) {
        CompletionStage<Integer> changed = CompletableFuture.completedStage(0);
        for (Binding binding : changes) {
            changed = changed.thenCompose(
                    before -> bindings.apply(new BindingChange(binding, isBound, clock.instant(), true))
                            .thenApply(applied -> applied == BindingChange.Applied.CHANGED ? before + 1 : before));
        }
        return changed.thenApplyAsync(
                count -> {
                    bindings.flush();
                    return count;
                },
                blocking);
    }

    private static <T> CompletionStage<T> audited(
            String user,
            Action action,
            Scope scope,
            CompletionStage<T> answer,
            Function<T, String> result,
            ToIntFunction<T> members) {
        return answer.handle((done, failure) -> {
            if (failure == null) {
                AuditLog.done(user, action, scope, result.apply(done), members.applyAsInt(done));
                return done;
            }
            String reason = StoreFault.of(failure);
            AuditLog.failed(user, action, scope, reason);
            throw new CompletionException(new ProblemException(
                    Status.SERVICE_UNAVAILABLE, "the store does not answer (" + reason + "); try again in a while"));
        });
    }
}
