package org.parkingrelay.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parkingrelay.config.ConfigProblems;

/** What the groups of a provider may do here. */
final class Groups {

    private final Map<String, Role> roles;

    private Groups(Map<String, Role> roles) {
        this.roles = roles;
    }

    /** As configured; what names no role is added to {@code problems}. */
    static Groups of(ConsoleConfig config, ConfigProblems problems) {
        Map<String, Role> roles = new LinkedHashMap<>();
        config.groups()
                .forEach((group, text) -> Role.named(text)
                        .ifPresentOrElse(
                                role -> roles.put(group, role),
                                () -> problems.add(
                                        ConsoleConfig.PREFIX + ".groups.\"" + group + "\"",
                                        "is no role",
                                        "set it to viewer, operator or admin")));
        return new Groups(roles);
    }

    /** What somebody in these groups may do: the most that one of them may, and whatever comes before that. */
    Set<String> held(Collection<String> groups) {
        return groups.stream()
                .flatMap(group ->
                        Stream.concat(Optional.ofNullable(roles.get(group)).stream(), Role.named(group).stream()))
                .max(Role::compareTo)
                .map(Role::held)
                .orElse(Set.of());
    }
}
