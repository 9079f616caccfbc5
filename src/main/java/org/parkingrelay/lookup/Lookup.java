package org.parkingrelay.lookup;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;

/** The room's door: opens the configured store and fills it from the configured file. */
public final class Lookup {

    private static final Logger LOG = Logger.getLogger(Lookup.class);

    private Lookup() {}

    /** The open store, or none after adding a problem. */
    public static Optional<EmbeddedBindings> open(LookupConfig config, ConfigProblems problems) {
        if (!config.store().equals("embedded")) {
            problems.add(
                    "relay.lookup.store", "names no store that this version has", "set it to embedded, or remove it");
            return Optional.empty();
        }
        Optional<EmbeddedBindings> bindings = EmbeddedBindings.open(config, problems);
        bindings.ifPresent(store -> config.importFile().ifPresent(file -> fill(store, file, problems)));
        return bindings;
    }

    private static void fill(EmbeddedBindings store, String file, ConfigProblems problems) {
        new BindingImport(store).run(file, problems).ifPresent(report -> {
            LOG.infof("Bindings imported: %d lines good, %d bindings new", report.good(), report.added());
            if (report.badLines() > 0) {
                LOG.warnf("Bindings left out: %d lines: %s", report.badLines(), report.badSummary());
            }
        });
    }
}
