package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.testing.MutableClock;

class SignInsTest {

    /** Of the password "look", by {@code htpasswd -nbBC 4 vera look}. */
    private static final String LOOK = "$2y$04$19U2xxiq/zqfGZPHDArEC.o3rRZrOsGftpLcxaC1drJstM11Nf71q";

    @TempDir
    Path folder;

    private SignIns signIns() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "vera:" + LOOK + ":viewer\n");
        ConsoleConfig config = new ConsoleConfig() {
            @Override
            public Optional<String> usersFile() {
                return Optional.of(file.toString());
            }

            @Override
            public Map<String, String> groups() {
                return Map.of();
            }
        };
        MutableClock clock = new MutableClock("2026-11-22T10:00:00Z");
        return new SignIns(
                Users.from(config, new ConfigProblems()), new Guesses(clock), new Sessions(Optional.empty(), clock));
    }

    @Test
    void guesses_that_come_at_once_are_no_more_than_those_that_come_one_by_one() throws Exception {
        SignIns signIns = signIns();
        ExecutorService threads = Executors.newFixedThreadPool(60);
        List<Future<SignIns.Answer>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                answers.add(threads.submit(() -> signIns.login("vera", "wrong".toCharArray(), "10.0.0.1")));
            }
            int wrong = 0;
            for (Future<SignIns.Answer> answer : answers) {
                wrong += answer.get() instanceof SignIns.Wrong ? 1 : 0;
            }

            // The other place may have been taken before the tenth was noted.
            assertThat(wrong).isBetween(Guesses.FREE_OF_A_NAME, Guesses.FREE_OF_A_NAME + 1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void who_is_known_is_in_and_who_guessed_too_often_is_told_when() throws Exception {
        SignIns signIns = signIns();

        assertThat(signIns.tryIn("vera", "look", "10.0.0.1")).isInstanceOf(SignIns.Welcome.class);
        assertThat(signIns.login("vera", "look".toCharArray(), "10.0.0.1")).isInstanceOf(SignIns.Known.class);
        for (int i = 0; i < Guesses.FREE_OF_A_NAME; i++) {
            assertThat(signIns.tryIn("vera", "wrong", "10.0.0.1")).isInstanceOf(SignIns.Wrong.class);
        }
        assertThat(signIns.tryIn("vera", "look", "10.0.0.1")).isInstanceOf(SignIns.Later.class);
        assertThat(signIns.login("vera", "look".toCharArray(), "10.0.0.2")).isInstanceOf(SignIns.Known.class);
    }
}
