package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.testing.MutableClock;

class SessionsTest {

    private static final User VERA = new User("vera", "$2y$04$one", Role.VIEWER);

    private final MutableClock clock = new MutableClock("2026-11-22T10:00:00Z");
    private final Sessions sessions = new Sessions(Optional.empty(), clock);

    private String opened() {
        return sessions.written(sessions.open(VERA), VERA);
    }

    private boolean isOpen(Sessions here, String written, User user) {
        return here.read(written)
                .filter(session -> here.isOpen(session, written, user))
                .isPresent();
    }

    @Test
    void a_session_says_who_it_is_and_is_open() {
        String written = opened();

        assertThat(sessions.read(written))
                .hasValueSatisfying(session -> assertThat(session.name()).isEqualTo("vera"));
        assertThat(isOpen(sessions, written, VERA)).isTrue();
    }

    @Test
    void it_ends_when_it_was_not_used_for_an_hour() {
        String written = opened();
        clock.advance(Sessions.IDLE.minusSeconds(1));
        assertThat(isOpen(sessions, written, VERA)).isTrue();
        clock.advance(Duration.ofSeconds(1));

        assertThat(isOpen(sessions, written, VERA)).isFalse();
    }

    @Test
    void renewed_it_goes_on_but_not_beyond_half_a_day() {
        String written = opened();
        Instant end = clock.instant().plus(Sessions.LONGEST);
        while (clock.instant().plus(Duration.ofMinutes(30)).isBefore(end)) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(isOpen(sessions, written, VERA)).isTrue();
            written = sessions.written(
                    sessions.renewed(sessions.read(written).orElseThrow()).orElseThrow(), VERA);
        }
        clock.advance(Duration.ofMinutes(30));

        assertThat(isOpen(sessions, written, VERA)).isFalse();
    }

    @Test
    void it_is_not_written_anew_with_each_request() {
        Sessions.Session session = sessions.open(VERA);

        assertThat(sessions.renewed(session)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions.renewed(session)).isPresent();
    }

    @Test
    void another_password_ends_it() {
        User after = new User("vera", "$2y$04$two", Role.VIEWER);

        assertThat(isOpen(sessions, opened(), after)).isFalse();
    }

    @Test
    void signed_out_it_is_of_no_use_to_whoever_copied_it() {
        String written = opened();
        sessions.end(sessions.read(written).orElseThrow());

        assertThat(isOpen(sessions, written, VERA)).isFalse();
        assertThat(isOpen(sessions, opened(), VERA)).isTrue();
    }

    @Test
    void only_a_relay_with_the_same_key_takes_it() {
        Sessions one = new Sessions(Optional.of("a key of sixteen"), clock);
        Sessions same = new Sessions(Optional.of("a key of sixteen"), clock);
        String written = one.written(one.open(VERA), VERA);

        assertThat(isOpen(same, written, VERA)).isTrue();
        assertThat(isOpen(sessions, written, VERA)).isFalse();
        assertThat(isOpen(new Sessions(Optional.of("another key of it"), clock), written, VERA))
                .isFalse();
    }

    @Test
    void a_changed_one_is_not_taken() {
        String[] parts = opened().split("\\.");
        String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.replace("vera", "anna").getBytes(StandardCharsets.UTF_8));
        User anna = new User("anna", VERA.hash(), Role.ADMIN);

        assertThat(isOpen(sessions, forged + "." + parts[1], anna)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "x",
                "a.b",
                "%%%.%%%",
                "dmVyYQ.x",
                "dmVyYSAxIHggeQ.x",
                "dmVyYSA5OTk5OTk5OTk5OTk5OTk5OTkgMSB5.x"
            })
    void what_is_no_session_is_none(String written) {
        assertThat(sessions.read(written)).isEmpty();
    }
}
