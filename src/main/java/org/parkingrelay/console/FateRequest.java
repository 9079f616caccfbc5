package org.parkingrelay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of these records?
 *
 * @param records each as {@code topic-partition-offset}
 * @param from nothing that was written before is looked at, such as 2026-11-22T10:15:30+08:00; absent for the last 24 hours
 * @param cursor of the answer before, for the rest of it
 */
public record FateRequest(
        @Nullable List<String> records,
        @Nullable String from,
        @Nullable String cursor) implements ApiRequest {}
