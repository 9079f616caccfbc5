package org.parkingrelay.explain;

import org.parkingrelay.contract.GateRecord;

/**
 * A record to be explained.
 *
 * @param name where it is from: a file, or a place on a topic
 */
public record Sample(String name, GateRecord record) {}
