package org.parkingrelay.lookup;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.lookup.BindingChange.Applied;

/**
 * A store of bindings. It keeps when each was made or ended, also of those that were ended, so that neither an old record nor an
 * old file brings back what a member has withdrawn.
 */
public interface Bindings extends MemberLookup {

    /**
     * Adds bindings as if they had been made before anything else: one that the store has, or knows to have been ended, stays as it
     * is.
     *
     * @return for each, in their order, whether it is new; fails where the store does not take all of them
     */
    CompletionStage<List<Boolean>> add(List<Binding> bindings);

    /** Makes or ends a binding. Fails where the store does not take it; it may be tried again then. */
    CompletionStage<Applied> apply(BindingChange change);

    /** Makes what was done durable. */
    void flush();
}
