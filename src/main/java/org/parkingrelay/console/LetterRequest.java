package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * One dead letter.
 *
 * @param id its name, {@code partition-offset}
 * @param reveal whether plates, openids and the bytes are wanted; needs the role admin
 */
public record LetterRequest(@Nullable String id, boolean reveal) implements ApiRequest {}
