/**
 * When to try again: pure policy, without knowledge of what is tried.
 *
 * <p>Imports {@code config}.
 */
@NullMarked
package org.parkingrelay.retry;

import org.jspecify.annotations.NullMarked;
