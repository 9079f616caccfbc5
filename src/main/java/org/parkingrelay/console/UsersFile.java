package org.parkingrelay.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parkingrelay.config.ConfigProblems;

/**
 * Reads the lines of the users file: {@code name:hash:role}, empty ones, and those that begin with {@code #}. What is wrong with a
 * line is told by its number, never by its text.
 */
final class UsersFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    /** A cost above 15 would keep a processor busy for seconds with each login. */
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

    private static final int FIELDS = 3;
    private static final String FORM =
            "write name:hash:role, the first two as htpasswd -nB prints them, the role one of viewer, operator, admin";

    private final Map<String, User> users = new LinkedHashMap<>();
    private final ConfigProblems problems;

    private UsersFile(ConfigProblems problems) {
        this.problems = problems;
    }

    /** The users by name; of no use where problems were added. */
    static Map<String, User> read(List<String> lines, ConfigProblems problems) {
        UsersFile file = new UsersFile(problems);
        int others = problems.lines().size();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                file.take(i + 1, line);
            }
        }
        if (file.users.isEmpty() && problems.lines().size() == others) {
            problems.add(ConsoleConfig.USERS_FILE, "names a file without a user", FORM);
        }
        return file.users;
    }

    private void take(int number, String line) {
        String[] fields = line.split(":", -1);
        if (fields.length != FIELDS) {
            wrong("has " + fields.length + " fields in line " + number + " and not 3", FORM);
            return;
        }
        String name = fields[0];
        Optional<Role> role = Role.named(fields[2]);
        if (!NAME.matcher(name).matches()) {
            wrong(
                    "has no name in the first field of line " + number,
                    "use 1 to 64 letters, digits, dots, hyphens, underscores or @");
        } else if (!BCRYPT.matcher(fields[1]).matches()) {
            wrong(
                    "has no bcrypt hash of a cost of 4 to 15 in the second field of line " + number,
                    "make it with htpasswd -nB -C 10 <name>");
        } else if (role.isEmpty()) {
            wrong("has no role in the third field of line " + number, "use viewer, operator or admin");
        } else if (users.put(name, new User(name, fields[1], role.get())) != null) {
            wrong("has in line " + number + " a name that stands above", "keep one of the lines");
        }
    }

    private void wrong(String what, String mend) {
        problems.add(ConsoleConfig.USERS_FILE, what, mend);
    }
}
