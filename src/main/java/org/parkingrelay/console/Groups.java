package org.parkingrelay.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** A name of ours counts only where no group is named: else whoever may name groups at the provider could give themselves a role. */
    private Optional<Role> role(String group) {
        return roles.isEmpty() ? Role.named(group) : Optional.ofNullable(roles.get(group));
    }

    /** What somebody in these groups may do: the most that one of them may, and whatever comes before that. */
    Set<String> held(Collection<String> groups) {
        return groups.stream()
                .flatMap(group -> role(group).stream())
                .max(Role::compareTo)
                .map(Role::held)
                .orElse(Set.of());
    }
}
