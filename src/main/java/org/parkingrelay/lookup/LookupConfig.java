package org.parkingrelay.lookup;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Where members' plates are kept. */
@ConfigMapping(prefix = "relay.lookup")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface LookupConfig {

    /** The topic that is followed if none is configured. */
    String DEFAULT_TOPIC = "parking.plate-bindings.v1";

    /** In the place of a topic: there is none. */
    String NO_TOPIC = "none";

    /**
     * The store of members and of what was reported: `embedded`, a file on this machine for one relay; or `redis`, 6.2 or later, or
     * Valkey, for any number of relays, where `quarkus.redis.hosts` says.
     */
    @WithDefault("embedded")
    String store();

    /** The store in a file. */
    EmbeddedConfig embedded();

    /**
     * A file with a secret of at least 16 bytes, the same for all relays and for whoever writes bindings into Redis. With it the
     * store keeps a keyed hash in the place of each plate. Absent: plates are kept as they are.
     */
    Optional<String> plateHashKeyFile();

    /**
     * The compacted topic from which bindings are read, all of it and then as they change. A topic that does not exist is waited for;
     * `none` reads no topic.
     */
    @WithDefault(DEFAULT_TOPIC)
    String topic();

    /**
     * A CSV file to read into the store at start, with the heading `app_id,plate,openid`. Bindings are added, except those that were
     * ended since; a line that is wrong is left out and counted. A file that has been read is not read again, and one that was broken
     * off is continued. Absent: nothing is read.
     */
    @WithName("import")
    Optional<String> importFile();

    /** The store in a file. */
    interface EmbeddedConfig {

        /** The store's file; made if it does not exist. Required for the embedded store. One relay per file. */
        Optional<String> path();
    }
}
