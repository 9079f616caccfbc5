package org.parkingrelay.wechatpay;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;

/** The configured credentials by name, their keys read and checked. */
final class Credentials {

    private static final Logger LOG = Logger.getLogger(Credentials.class);

    /** More cannot be meant: it is far beyond what one relay can sign. */
    private static final double MAX_CALLS_PER_SECOND = 1_000_000;

    private final Map<String, CredentialSlot> byName;

    private Credentials(Map<String, CredentialSlot> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Reads all credentials; what is wrong is added to {@code problems}, and the result then lacks that credential. */
    static Credentials load(WeChatPayConfig config, Clock clock, ConfigProblems problems) {
        Map<String, CredentialSlot> byName = new HashMap<>();
        config.credentials().forEach((name, credential) -> {
            checkCallsPerSecond(name, credential.callsPerSecond(), problems);
            CredentialLoader loader = new CredentialLoader(name, credential, clock);
            CredentialSlot.open(name, credential, loader, problems).ifPresent(slot -> {
                byName.put(name, slot);
                LOG.infof("Requests of the credential '%s' are signed by %s", name, loader.providerName());
            });
        });
        if (config.credentials().isEmpty()) {
            problems.add(
                    "relay.wechatpay.credentials",
                    "names no merchant",
                    "set relay.wechatpay.credentials.\"<name>\".mchid, .serial-number, .private-key-file, .public-key-id and"
                            + " .public-key-file");
        }
        return new Credentials(byName);
    }

    private static void checkCallsPerSecond(String name, double callsPerSecond, ConfigProblems problems) {
        boolean isPossible = callsPerSecond > 0 && callsPerSecond <= MAX_CALLS_PER_SECOND;
        if (!isPossible) {
            problems.add(
                    "relay.wechatpay.credentials.\"" + name + "\".calls-per-second",
                    "is not above 0 and at most 1000000",
                    "set it to a number such as 100");
        }
    }

    /** The credential as it is now. */
    Credential current(String name) {
        CredentialSlot slot = byName.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no credential " + name + "; the start checks that");
        }
        return slot.current();
    }

    Collection<CredentialSlot> slots() {
        return byName.values();
    }
}
