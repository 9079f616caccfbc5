package org.parkingrelay.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Those who may log in; nobody where no file says who. A file that changes is taken within a second. Thread-safe. */
public final class Users {

    private static final Logger LOG = Logger.getLogger(Users.class);

    /** Whoever shows a cookie has it looked at, and need not be anybody. */
    private static final long BETWEEN_LOOKS = 1_000_000_000L;

    private final Optional<String> file;
    /** As it was last looked at, taken or refused; empty where it could not be read. */
    private Optional<List<String>> lines;

    private Map<String, User> byName;
    private final LongSupplier nanos;
    /** When the file was last looked at. */
    private long lookedAt;

    private Users(Optional<String> file, Optional<List<String>> lines, Map<String, User> byName, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
        this.lines = lines;
        this.byName = byName;
    }

    /** Reads the configured file; what is wrong with it is added to {@code problems}, and the result is then of no use. */
    public static Users from(ConsoleConfig config, ConfigProblems problems) {
        return from(config, problems, System::nanoTime);
    }

    static Users from(ConsoleConfig config, ConfigProblems problems, LongSupplier nanos) {
        Groups.of(config, problems);
        Optional<String> file = config.usersFile();
        Optional<List<String>> lines = file.flatMap(Users::linesOf);
        return new Users(file, lines, file.isPresent() ? users(lines, problems) : Map.of(), nanos);
    }

    private static Map<String, User> users(Optional<List<String>> lines, ConfigProblems problems) {
        if (lines.isPresent()) {
            return UsersFile.read(lines.get(), problems);
        }
        problems.add(
                ConsoleConfig.USERS_FILE,
                "names a file that cannot be read as text",
                "set it to a file with a line name:hash:role for each user, or remove it");
        return Map.of();
    }

    private static Optional<List<String>> linesOf(String file) {
        try {
            return Optional.of(Files.readAllLines(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The user with this name, if it is their password. Takes as long as bcrypt does, by intent also for a name that nobody has, so
     * that the time does not tell names.
     */
    Optional<User> login(String name, char[] password) {
        Map<String, User> known = current();
        Optional<User> user = Optional.ofNullable(known.get(name));
        Optional<User> compared = user.or(() -> known.values().stream().max(Comparator.comparing(User::cost)));
        boolean isTheirs = compared.isPresent()
                && OpenBSDBCrypt.checkPassword(compared.get().hash(), password);
        return isTheirs ? user : Optional.empty();
    }

    /** Whether there is a file that says who. */
    public boolean hasFile() {
        return file.isPresent();
    }

    /** Who has this name now, without asking for a password. */
    Optional<User> named(String name) {
        return Optional.ofNullable(current().get(name));
    }

    private synchronized Map<String, User> current() {
        long now = nanos.getAsLong();
        if (now - lookedAt < BETWEEN_LOOKS) {
            return byName;
        }
        lookedAt = now;
        return read();
    }

    private Map<String, User> read() {
        Optional<List<String>> now = file.flatMap(Users::linesOf);
        if (now.equals(lines)) {
            return byName;
        }
        lines = now;
        ConfigProblems problems = new ConfigProblems();
        Map<String, User> users = users(now, problems);
        if (problems.lines().isEmpty()) {
            byName = users;
            LOG.info("The users file changed; its users may log in now");
        } else {
            LogLine.with(LogKey.NOTE, String.join("; ", problems.lines()))
                    .log(LOG, Logger.Level.ERROR, "The users file changed and is wrong; the users before stay");
        }
        return byName;
    }
}
