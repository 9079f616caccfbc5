package org.parkingrelay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Discard these letters, or restore them. */
record LetterActionRequest(
        @Nullable List<@Nullable String> ids, @Nullable String reason) implements ApiRequest {}
