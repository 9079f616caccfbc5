package org.parkingrelay.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a browser shows in the place of a password, which would cost a bcrypt each time: a text that says who signed in when, and
 * that only this relay, or one with the same key, can have written. It ends with the user's password, so whoever is taken out of the
 * users file, or gets another password, is out at once. Thread-safe.
 */
final class Sessions {

    /** Unused for so long, it ends. */
    static final Duration IDLE = Duration.ofHours(1);

    /** So long it lasts at most. */
    static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration RENEWAL = Duration.ofMinutes(1);
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_ENDED = 10_000;
    private static final int ID_BYTES = 12;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Those that were signed out before their time; the oldest makes room. */
    private final Map<String, Boolean> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_ENDED;
        }
    };

    /**
     * Sessions of a key.
     *
     * @param secret what several relays must have in common, if one is to know the sessions of another; else each start makes its own
     */
    Sessions(Optional<String> secret, Clock clock) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(
                secret.map(text -> ("parking-relay session " + text).getBytes(StandardCharsets.UTF_8))
                        .orElse(bytes),
                ALGORITHM);
        this.clock = clock;
    }

    /**
     * An open session.
     *
     * @param started when they signed in
     * @param seen when that was last written down
     */
    record Session(String name, Instant started, Instant seen, String id) {

        private String text() {
            return String.join(" ", name, "" + started.getEpochSecond(), "" + seen.getEpochSecond(), id);
        }
    }

    /** The session of somebody who has just signed in. */
    Session open(User user) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Instant now = clock.instant();
        return new Session(user.name(), now, now, BASE64.encodeToString(id));
    }

    /** As the browser keeps it. */
    String written(Session session, User user) {
        byte[] text = session.text().getBytes(StandardCharsets.UTF_8);
        return BASE64.encodeToString(text) + "." + BASE64.encodeToString(signature(text, user));
    }

    /** Whom a text says it is, which is not proven yet. */
    Optional<Session> read(@Nullable String written) {
        if (written == null || written.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(written.split("\\.", -1)[0]), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", -1);
            return parts.length == 4
                    ? Optional.of(new Session(
                            parts[0],
                            Instant.ofEpochSecond(Long.parseLong(parts[1])),
                            Instant.ofEpochSecond(Long.parseLong(parts[2])),
                            parts[3]))
                    : Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a session that is not proven yet could go on; costs nothing. */
    boolean isTimely(Session session) {
        Instant now = clock.instant();
        return !session.name().isEmpty()
                && session.name().length() <= LONGEST_NAME
                && now.isBefore(session.seen().plus(IDLE))
                && now.isBefore(session.started().plus(LONGEST));
    }

    /** Whether a text is proven, and its session goes on. */
    boolean isOpen(Session session, String written, User user) {
        return isSame(written(session, user), written) && isTimely(session) && !isEnded(session);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The session, seen now; empty where that was written down a moment ago. */
    Optional<Session> renewed(Session session) {
        Instant now = clock.instant();
        return now.isBefore(session.seen().plus(RENEWAL))
                ? Optional.empty()
                : Optional.of(new Session(session.name(), session.started(), now, session.id()));
    }

    void end(Session session) {
        synchronized (ended) {
            ended.put(session.id(), true);
        }
    }

    private boolean isEnded(Session session) {
        synchronized (ended) {
            return ended.containsKey(session.id());
        }
    }

    private byte[] signature(byte[] text, User user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(user.hash().getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
