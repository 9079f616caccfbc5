package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * End this pause.
 *
 * @param lane the credential's configured name
 * @param circle whose pause ends; absent for that of the lane itself
 */
public record ResumeRequest(@Nullable String lane, @Nullable String circle) implements ApiRequest {}
