package org.parkingrelay.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user may do; each role may do what those before it may. */
public enum Role {
    /** Looks, and sees personal data masked. */
    VIEWER,
    /** Changes bindings. */
    OPERATOR,
    /** Sees personal data. */
    ADMIN;

    /** {@link #VIEWER}, for annotations. */
    public static final String OF_VIEWERS = "viewer";

    /** {@link #OPERATOR}, for annotations. */
    public static final String OF_OPERATORS = "operator";

    /** {@link #ADMIN}, for annotations. */
    public static final String OF_ADMINS = "admin";

    /** The role that a text names. */
    static Optional<Role> named(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /** As it stands in the users file. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This role and those before it, as the framework is told them. */
    Set<String> held() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::text)
                .collect(Collectors.toUnmodifiableSet());
    }
}
