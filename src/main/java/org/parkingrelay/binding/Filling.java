package org.parkingrelay.binding;

import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.store.Positions;

/** Fills a store from the configured file before the relay serves. */
public final class Filling {

    private static final Logger LOG = Logger.getLogger(Filling.class);

    private Filling() {}

    /** Reads the configured file into the store, if there is one; what keeps it from being read is a problem. */
    public static void run(Bindings bindings, Positions positions, LookupConfig config, ConfigProblems problems) {
        config.importFile()
                .flatMap(file -> new BindingImport(bindings, positions, Filling::progress).run(file, problems))
                .ifPresent(Filling::tell);
    }

    private static void progress(ImportReport report) {
        LOG.infof("Importing bindings: %s", report.summary());
    }

    private static void tell(ImportReport report) {
        LOG.infof("Bindings imported: %s", report.summary());
        if (report.badLines() > 0) {
            LOG.warnf("Bindings left out: %d lines: %s", report.badLines(), report.badSummary());
        }
    }
}
