package org.parkingrelay.delivery;

import java.time.Instant;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.StateKey;

/**
 * One member to be told of one event.
 *
 * @param until from here on it would be of no use
 * @param attempts calls that were made for the event before it came back
 * @param claim how long it may be worked on
 */
record Assignment(Circle circle, StateKey key, Candidate candidate, Instant until, int attempts, Claim claim) {}
