package org.parkingrelay.lookup;

import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;

/** The room's door: fills a store from the configured file. */
public final class Lookup {

    private static final Logger LOG = Logger.getLogger(Lookup.class);

    private Lookup() {}

    /** Reads the configured file into the store, if there is one; what keeps it from being read is a problem. */
    public static void fill(Bindings store, LookupConfig config, ConfigProblems problems) {
        config.importFile()
                .flatMap(file -> new BindingImport(store).run(file, problems))
                .ifPresent(Lookup::tell);
    }

    private static void tell(ImportReport report) {
        LOG.infof("Bindings imported: %d lines good, %d bindings new", report.good(), report.added());
        if (report.badLines() > 0) {
            LOG.warnf("Bindings left out: %d lines: %s", report.badLines(), report.badSummary());
        }
    }
}
