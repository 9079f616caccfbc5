package org.parkingrelay.store;

import java.util.concurrent.CompletionStage;

/** How far something has been read into the store; kept beside what was read, so that both are lost or there together. */
public interface Positions {

    /** The position of a source; 0 where none is kept. Fails where the store does not answer. */
    CompletionStage<Long> read(String source);

    /** Keeps a position once what lies before it is in the store. Fails where the store does not take it. */
    CompletionStage<Void> keep(String source, long position);
}
