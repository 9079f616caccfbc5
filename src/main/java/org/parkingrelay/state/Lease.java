package org.parkingrelay.state;

import org.parkingrelay.event.Direction;
import org.parkingrelay.state.StateStore.Wish;

/**
 * The right to make one call for a key. Ends by itself, so that a relay that dies holds nothing up for long.
 *
 * @param key the fingerprint of whom it is for
 * @param wish what was asked for
 * @param reported the direction that its holder reports
 * @param repeat whether that is the newest known state once more, because nobody can say whether an older report of the
 *     candidate came in after it
 */
public record Lease(String key, Wish wish, Direction reported, boolean repeat) {}
