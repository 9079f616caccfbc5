package org.parkingrelay.console;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in with a name and a password, and out again. Thread-safe. */
public final class SignIns {

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

    /** Too many were wrong: the password was not looked at. */
    public record Later(Duration left) implements Answer {}

    /** Whether there is a users file at all. */
    public boolean isPossible() {
        return users.hasFile();
    }

    /** Tries a password; takes as long as bcrypt does. */
    public Answer tryIn(String name, String password, String address) {
        Optional<Duration> left = guesses.left(name, address);
        if (left.isPresent()) {
            AuditLog.refused("", 429);
            return new Later(left.get());
        }
        Optional<User> user = login(name, password.toCharArray(), address);
        if (user.isEmpty()) {
            return new Wrong();
        }
        AuditLog.acted(user.get().name(), Action.SIGN_IN, "done");
        return new Welcome(sessions.written(sessions.open(user.get()), user.get()));
    }

    /** The user with this name, if it is their password and not too many were tried. */
    Optional<User> login(String name, char[] password, String address) {
        if (guesses.left(name, address).isPresent()) {
            return Optional.empty();
        }
        Optional<User> user = users.login(name, password);
        if (user.isPresent()) {
            guesses.succeeded(name, address);
        } else {
            guesses.failed(name, address);
        }
        return user;
    }

    /** Who shows this cookie. */
    Optional<User> visitor(@Nullable String cookie) {
        return sessions.read(cookie)
                .flatMap(session -> users.named(session.name())
                        .filter(user -> cookie != null && sessions.isOpen(session, cookie, user)));
    }

    /** The cookie anew, where it is time for it; of a visitor. */
    Optional<String> renewed(String cookie, User user) {
        return sessions.read(cookie).flatMap(sessions::renewed).map(session -> sessions.written(session, user));
    }

    /** Nobody comes in with this cookie any more. */
    public void out(@Nullable String cookie) {
        visitor(cookie).ifPresent(user -> {
            sessions.read(cookie).ifPresent(sessions::end);
            AuditLog.acted(user.name(), Action.SIGN_OUT, "done");
        });
    }
}
