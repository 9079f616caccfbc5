package org.parkingrelay.lookup;

import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Plate;

/** A store of bindings that can be added to. */
public interface Bindings extends MemberLookup {

    /** Adds a binding; says whether it was new. Fails where the store does not take it. */
    CompletionStage<Boolean> bind(String appId, Plate plate, Openid openid);

    /** Makes what was bound durable. */
    void flush();
}
