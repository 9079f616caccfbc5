package org.parkingrelay.faults;

import java.nio.file.Path;
import java.util.Optional;
import org.parkingrelay.testing.RedisProcess;

/** Which store the relays use: {@code -Dfaults.store=redis}, the default, or {@code embedded}, a file for each relay. */
final class Store {

    private Store() {}

    static boolean isShared() {
        return System.getProperty("faults.store", "redis").equals("redis");
    }

    /** A Redis, unless each relay has a store of its own. */
    static Optional<RedisProcess> start(Path folder) {
        return isShared() ? Optional.of(RedisProcess.start(folder.resolve("redis"))) : Optional.empty();
    }
}
