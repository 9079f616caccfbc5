package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;

class GroupsTest {

    private final ConfigProblems problems = new ConfigProblems();

    private Groups groups(Map<String, String> groups) {
        ConsoleConfig config = new ConsoleConfig() {
            @Override
            public Optional<String> usersFile() {
                return Optional.empty();
            }

            @Override
            public Map<String, String> groups() {
                return groups;
            }
        };
        return Groups.of(config, problems);
    }

    @Test
    void a_role_holds_those_before_it() {
        Groups groups = groups(Map.of());

        assertThat(groups.held(List.of("admin"))).containsExactlyInAnyOrder("viewer", "operator", "admin");
        assertThat(groups.held(List.of("operator", "other"))).containsExactlyInAnyOrder("viewer", "operator");
        assertThat(groups.held(List.of("other", "Admin"))).isEmpty();
    }

    @Test
    void a_group_may_do_what_its_role_may() {
        Groups groups = groups(Map.of("parking-team", "operator", "it", "viewer"));

        assertThat(groups.held(List.of("it", "parking-team"))).containsExactlyInAnyOrder("viewer", "operator");
        assertThat(problems.lines()).isEmpty();
    }

    @Test
    void names_of_roles_count_only_where_no_group_is_named() {
        Groups groups = groups(Map.of("it", "viewer"));

        assertThat(groups.held(List.of("admin"))).isEmpty();
        assertThat(groups.held(List.of("operator", "it"))).containsExactly("viewer");
    }

    @Test
    void what_is_no_role_is_told_with_its_key() {
        groups(Map.of("it", "root"));

        assertThat(problems.lines())
                .containsExactly("relay.console.groups.\"it\" is no role; set it to viewer, operator or admin");
    }
}
