package org.parkingrelay.console;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** Who may look up and change things by hand. */
@ConfigMapping(prefix = ConsoleConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ConsoleConfig {

    /** What the room's keys begin with. */
    String PREFIX = "relay.console";

    /** The key of {@link #usersFile()}. */
    String USERS_FILE = PREFIX + ".users-file";

    /**
     * A file of those who may use the operators' pages and API, a line `name:hash:role` for each: name and bcrypt hash as `htpasswd -nB name`
     * prints them, and the role `viewer`, `operator` or `admin`, each of which may do what the one before may. Changes are taken
     * within a second. Absent, and without OpenID Connect: there are no
     * pages and no API for operators, and their port, `quarkus.http.port`, stays closed.
     */
    Optional<String> usersFile();

    /**
     * Of an OpenID Connect provider (`quarkus.oidc.tenant-enabled=true`): what one of its groups or roles may do, `viewer`, `operator` or
     * `admin`. Where none is named, groups that are called so; where one is, only those that are named. Which
     * claim holds them, `quarkus.oidc.roles.role-claim-path` says.
     */
    @ConfigDocMapKey("group")
    Map<String, String> groups();
}
