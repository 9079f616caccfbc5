package org.parkingrelay.outcome;

/**
 * How far a search of the topic is.
 *
 * @param scanned records read so far
 * @param total records there are to read
 */
public record Progress(long scanned, long total) {}
