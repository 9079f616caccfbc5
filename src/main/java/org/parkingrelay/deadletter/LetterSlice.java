package org.parkingrelay.deadletter;

import java.util.Optional;

/**
 * What one request found of a scan.
 *
 * @param <T> a list of {@link DeadLetter}, or {@link LetterGroups}
 * @param hasTopic whether there is a dead-letter topic at all
 * @param found in the order of the scan
 * @param scanned positions passed since the scan began
 * @param total positions in all; offsets, of which some may hold no letter
 * @param next where to go on; absent at the end
 */
public record LetterSlice<T>(boolean hasTopic, T found, long scanned, long total, Optional<LetterCursor> next) {}
