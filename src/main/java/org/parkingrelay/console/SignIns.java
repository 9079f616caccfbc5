package org.parkingrelay.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Signing in with a name and a password, and out again. Thread-safe. */
public final class SignIns {

    /** So many passwords are compared at a time: bcrypt is slow by intent, and strangers must not keep all threads and processors busy. */
    private static final int PLACES = 2;

    /** Longer than honest logins take that come together. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(PLACES, true);
    private final Users users;
    private final Guesses guesses;
    private final Sessions sessions;

    SignIns(Users users, Guesses guesses, Sessions sessions) {
        this.users = users;
        this.guesses = guesses;
        this.sessions = sessions;
    }

    /** What came of trying. */
    public sealed interface Answer {}

    /**
     * They are in.
     *
     * @param cookie for the browser to keep
     */
    public record Welcome(String cookie) implements Answer {

        /** Hides what would let others in. */
        @Override
        public String toString() {
            return "Welcome";
        }
    }

    /** It is not their password, or there is nobody of the name. */
    public record Wrong() implements Answer {}

    /** It is their password; not shown to anybody. */
    record Known(User user) implements Answer {}

    /** Too many were wrong, or too many are tried at once: the password was not looked at. */
    public record Later(Duration left) implements Answer {}

    /** Whether there is a users file at all. */
    public boolean isPossible() {
        return users.hasFile();
    }

    /** Tries a password; takes as long as bcrypt does. */
    public Answer tryIn(String name, String password, String address) {
        Answer answer = login(name, password.toCharArray(), address);
        if (!(answer instanceof Known known)) {
            return answer;
        }
        AuditLog.acted(known.user().name(), Action.SIGN_IN, "done");
        return new Welcome(sessions.written(sessions.open(known.user()), known.user()));
    }

    /** The user with this name, if it is their password and not too many were tried. */
    Answer login(String name, char[] password, String address) {
        Optional<Duration> left = guesses.left(name, address);
        if (left.isPresent()) {
            return new Later(left.get());
        }
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Later(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Later(PATIENCE);
        }
        try {
            return compared(name, password, address);
        } finally {
            places.release();
        }
    }

    /** Looks again how many were wrong: others may have been tried while this one waited for its place. */
    private Answer compared(String name, char[] password, String address) {
        Optional<Duration> left = guesses.left(name, address);
        if (left.isPresent()) {
            return new Later(left.get());
        }
        Optional<User> user = users.login(name, password);
        if (user.isEmpty()) {
            guesses.failed(name, address);
            return new Wrong();
        }
        guesses.succeeded(name, address);
        return new Known(user.get());
    }

    /** Somebody came in, or went, whom the provider knows. */
    public void provided(String name, boolean isIn) {
        AuditLog.acted(name, isIn ? Action.SIGN_IN : Action.SIGN_OUT, "done");
    }

    /** Who shows this cookie. */
    Optional<User> visitor(@Nullable String cookie) {
        return sessions.read(cookie)
                .filter(sessions::isTimely)
                .flatMap(session -> users.named(session.name())
                        .filter(user -> cookie != null && sessions.isOpen(session, cookie, user)));
    }

    /** The cookie anew, where it is time for it; of a visitor. */
    Optional<String> renewed(String cookie, User user) {
        return sessions.read(cookie).flatMap(sessions::renewed).map(session -> sessions.written(session, user));
    }

    /** Nobody comes in with this cookie any more; whether anybody could. */
    public boolean out(@Nullable String cookie) {
        Optional<User> visitor = visitor(cookie);
        visitor.ifPresent(user -> {
            sessions.read(cookie).ifPresent(sessions::end);
            AuditLog.acted(user.name(), Action.SIGN_OUT, "done");
        });
        return visitor.isPresent();
    }
}
