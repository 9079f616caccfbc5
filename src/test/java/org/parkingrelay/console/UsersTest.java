package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.config.ConfigProblems;

class UsersTest {

    /** Of the password "look", by {@code htpasswd -nbBC 4 vera look}. */
    private static final String LOOK = "$2y$04$19U2xxiq/zqfGZPHDArEC.o3rRZrOsGftpLcxaC1drJstM11Nf71q";

    /** Of the password "change", by Python: {@code crypt.crypt('change', '$2b$04$abcdefghijklmnopqrstuu')}. */
    private static final String CHANGE = "$2b$04$abcdefghijklmnopqrstuuGQgAXFtAZyOsrjB9yHf5iietmuwHWgC";

    /** Of 80 times x, by Python: {@code crypt.crypt('x' * 80, '$2a$04$abcdefghijklmnopqrstuu')}. */
    private static final String LONG = "$2a$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";

    /** Of "密码 ü:x" in UTF-8, by {@code htpasswd -nbB mia '密码 ü:x'}. */
    private static final String FOREIGN = "$2y$05$Om0YkECD.TVBdQUMTxIHAe.i8rr4c63Uxp1/e2t8Hl6QNPyIJhIEe";

    @TempDir
    Path folder;

    private final ConfigProblems problems = new ConfigProblems();
    private final AtomicLong nanos = new AtomicLong(-7);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("users");
        write(
                "# who may look and change",
                "",
                "vera:" + LOOK + ":viewer",
                "otto:" + CHANGE + ":operator  ",
                "lena:" + LONG + ":admin",
                "mia:" + FOREIGN + ":admin");
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    private static ConsoleConfig config(Optional<String> file) {
        return new ConsoleConfig() {
            @Override
            public Optional<String> usersFile() {
                return file;
            }

            @Override
            public Map<String, String> groups() {
                return Map.of();
            }
        };
    }

    private Users users() {
        return Users.from(config(Optional.of(file.toString())), problems, nanos::get);
    }

    @ParameterizedTest
    @CsvSource({"vera, look, VIEWER", "otto, change, OPERATOR", "mia, 密码 ü:x, ADMIN"})
    void hashes_of_other_tools_are_understood(String name, String password, Role role) {
        assertThat(users().login(name, password.toCharArray()))
                .hasValueSatisfying(user -> assertThat(user.role()).isEqualTo(role));
        assertThat(problems.lines()).isEmpty();
    }

    @Test
    void of_a_long_password_bcrypt_takes_what_it_takes_elsewhere() {
        assertThat(users().login("lena", "x".repeat(80).toCharArray())).isPresent();
        assertThat(users().login("lena", "x".repeat(71).toCharArray())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vera, Look", "vera, change", "vera, ''", "nobody, look", "VERA, look", "'', look"})
    void nobody_else_is_let_in(String name, String password) {
        assertThat(users().login(name, password.toCharArray())).isEmpty();
    }

    @Test
    void without_a_file_nobody_is_let_in() {
        Users nobody = Users.from(config(Optional.empty()), problems);

        assertThat(nobody.login("vera", "look".toCharArray())).isEmpty();
        assertThat(problems.lines()).isEmpty();
    }

    @Test
    void each_wrong_line_is_told_by_its_number_and_not_by_its_text() throws IOException {
        write(
                "vera:" + LOOK + ":viewer",
                "onlyname",
                "otto:plaintext:operator",
                "na me:" + LOOK + ":viewer",
                "vera:" + LOOK + ":admin",
                "lena:" + LOOK + ":root",
                "kim:$2y$17$" + LOOK.substring(7) + ":viewer");

        users();

        assertThat(problems.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "relay.console.users-file has 1 fields in line 2 and not 3; write name:hash:role, the"
                                                + " first two as htpasswd -nB prints them, the role one of viewer, operator, admin"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "relay.console.users-file has no bcrypt hash of a cost of 4 to 15 in the second field of"
                                                + " line 3; make it with htpasswd -nB -C 10 <name>"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file has no name in the first field of line 4; use"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file has in line 5 a name that stands above; keep"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file has no role in the third field of line 6; use"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file has no bcrypt hash of a cost of 4 to 15"));
        assertThat(String.join("\n", problems.lines())).doesNotContain("onlyname", "plaintext", "na me", "root", "$2");
    }

    @Test
    void a_file_that_is_missing_or_empty_or_no_text_is_a_problem() throws IOException {
        write("# nobody yet");
        users();
        Files.write(file, new byte[] {'a', (byte) 0xff});
        users();
        Files.delete(file);
        users();

        assertThat(problems.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file names a file without a user; write"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file names a file that cannot be read as text; set"),
                        line -> assertThat(line)
                                .startsWith("relay.console.users-file names a file that cannot be read as text; set"));
    }

    @Test
    void a_file_that_changes_counts_within_a_second_and_is_looked_at_no_more_often() throws IOException {
        Users users = users();
        write("vera:" + CHANGE + ":operator");

        nanos.addAndGet(999_999_999);
        assertThat(users.named("otto")).isPresent();
        nanos.addAndGet(1);

        assertThat(users.login("vera", "look".toCharArray())).isEmpty();
        assertThat(users.login("vera", "change".toCharArray()))
                .hasValueSatisfying(user -> assertThat(user.role()).isEqualTo(Role.OPERATOR));
        assertThat(users.login("otto", "change".toCharArray())).isEmpty();
    }

    @Test
    void a_file_that_changes_and_is_wrong_leaves_the_users_as_they_were() throws IOException {
        Users users = users();
        write("vera:" + CHANGE + ":operator", "half a line");
        nanos.addAndGet(1_000_000_000);

        assertThat(users.login("vera", "look".toCharArray())).isPresent();

        Files.delete(file);
        nanos.addAndGet(1_000_000_000);
        assertThat(users.login("vera", "look".toCharArray())).isPresent();
    }

    @Test
    void a_user_does_not_show_the_hash() {
        assertThat(new User("vera", LOOK, Role.VIEWER)).hasToString("User[vera, VIEWER]");
    }

    @Test
    void a_role_may_do_what_those_before_it_may() {
        assertThat(Role.VIEWER.held()).containsExactlyInAnyOrder(Role.OF_VIEWERS);
        assertThat(Role.OPERATOR.held()).containsExactlyInAnyOrder(Role.OF_VIEWERS, Role.OF_OPERATORS);
        assertThat(Role.ADMIN.held()).containsExactlyInAnyOrder(Role.OF_VIEWERS, Role.OF_OPERATORS, Role.OF_ADMINS);
    }
}
