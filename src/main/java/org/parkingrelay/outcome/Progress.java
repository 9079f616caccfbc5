package org.parkingrelay.outcome;

/**
 * How far a search of the topic is.
 *
 * @param scanned records read so far, pages each
 * @param total of them to read
 */
public record Progress(long scanned, long total) {}
