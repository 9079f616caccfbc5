package org.parkingrelay.console;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.lookup.Binding;

/**
 * Whose members a request is about.
 *
 * @param circle the circle's name, where the request has it
 * @param appId the app id that the members are known by
 */
record Scope(Optional<String> circle, String appId) {

    /** What a request names: a circle or an app id. */
    static Scope of(@Nullable String circle, @Nullable String appId, Circles circles) {
        if ((circle == null) == (appId == null)) {
            throw ProblemException.field(
                    "circle",
                    (circle == null ? "is missing" : "and appId are both there") + "; expected is one of the two");
        }
        if (circle != null) {
            Circle named = circles.named(circle)
                    .orElseThrow(() -> ProblemException.field(
                            "circle", "is not configured; expected is one of " + names(circles)));
            return new Scope(Optional.of(named.name()), named.appId());
        }
        if (appId == null || !Binding.isAppId(appId)) {
            throw ProblemException.field(
                    "appId", "is none; expected are 1 to 32 letters, digits, hyphens and underscores");
        }
        return new Scope(Optional.empty(), appId);
    }

    /** The circles that there are, for who named another. */
    static String names(Circles circles) {
        return StreamSupport.stream(circles.all().spliterator(), false)
                .map(Circle::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Refuses an app id that no circle has: a binding below it would never be looked up, so it is a slip. */
    void requireConfigured(Circles circles) {
        for (Circle circle : circles.all()) {
            if (circle.appId().equals(appId)) {
                return;
            }
        }
        throw ProblemException.field("appId", "is that of no circle; expected is one of those that are configured");
    }
}
