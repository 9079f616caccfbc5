package org.parkingrelay.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guessing passwords slow: after a few that were wrong, of one name from one address, or of any names from one address, the
 * next is looked at after a wait that doubles. Whoever has the name but another address is not held up, nor, for what others of an
 * address tried, who lately came in from it. Remembers only so many;
 * who was quiet the longest is forgotten first. Thread-safe.
 */
final class Guesses {

    /** For one name from one address: slips of the finger, and a tool with an old password. */
    static final int FREE_OF_A_NAME = 10;

    /** For all names from one address, which may be that of a whole office. */
    static final int FREE_OF_AN_ADDRESS = 100;

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration LATELY = Duration.ofDays(1);
    private static final int MOST = 10_000;
    private static final int MOST_DOUBLINGS = 10;

    private final Clock clock;

    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** When a name last came in from an address; only who has a password is here. */
    private final Map<String, Instant> welcome = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    Guesses(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {

        private Duration waitAfter(int free) {
            return count < free
                    ? Duration.ZERO
                    : min(Duration.ofSeconds(1L << Math.min(count - free, MOST_DOUBLINGS)), LONGEST);
        }

        private static Duration min(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    /** How long until a password is looked at again; empty where it is now. */
    synchronized Optional<Duration> left(String name, String address) {
        Duration ofName = left(both(name, address), FREE_OF_A_NAME);
        Duration left = isWelcome(name, address) ? ofName : max(ofName, left(address, FREE_OF_AN_ADDRESS));
        return left.isZero() || left.isNegative() ? Optional.empty() : Optional.of(left);
    }

    private boolean isWelcome(String name, String address) {
        Instant last = welcome.get(both(name, address));
        return last != null && clock.instant().isBefore(last.plus(LATELY));
    }

    private Duration left(String key, int free) {
        Failures failed = failures.get(key);
        return failed == null
                ? Duration.ZERO
                : Duration.between(clock.instant(), failed.last().plus(failed.waitAfter(free)));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** It was wrong. */
    synchronized void failed(String name, String address) {
        add(both(name, address));
        add(address);
    }

    private void add(String key) {
        Instant now = clock.instant();
        failures.merge(
                key,
                new Failures(1, now),
                (before, one) -> new Failures(before.last().plus(LONGEST).isBefore(now) ? 1 : before.count() + 1, now));
    }

    /** It was right; others from the address may still be guessing. */
    synchronized void succeeded(String name, String address) {
        failures.remove(both(name, address));
        welcome.put(both(name, address), clock.instant());
    }

    /** A typed name may be of any length; its hash is enough to tell it apart. */
    private static String both(String name, String address) {
        return name.length() + "/" + name.hashCode() + "@" + address;
    }
}
