package org.parkingrelay.lookup;

import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.SecretFile;

/** Checks the room's configuration. */
public final class LookupCheck {

    /** The key of what plates are hashed with. */
    static final String PLATE_HASH_KEY_FILE = "relay.lookup.plate-hash-key-file";

    private LookupCheck() {}

    /** How plates are written in the store; what is wrong with the key's file is a problem. */
    public static PlateKeys plateKeys(LookupConfig config, ConfigProblems problems) {
        Optional<byte[]> key = SecretFile.read(PLATE_HASH_KEY_FILE, config.plateHashKeyFile(), problems);
        return PlateKeys.of(key);
    }
}
