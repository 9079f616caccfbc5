package org.parkingrelay.testing;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupResult;

/** Another store behind it, for a test to do one step otherwise. */
public class ForwardingBindings implements Bindings {

    private final Bindings bindings;

    public ForwardingBindings(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return bindings.membersOf(appId, plates);
    }

    @Override
    public CompletionStage<List<Boolean>> add(List<Binding> added) {
        return bindings.add(added);
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        return bindings.apply(change);
    }

    @Override
    public void flush() {
        bindings.flush();
    }
}
