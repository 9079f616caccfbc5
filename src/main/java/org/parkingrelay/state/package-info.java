/**
 * The newest-state rule: what WeChat Pay has been told of each member and car, so that an older state never follows a newer
 * one, whichever relay handles it and however late. Each store is one implementation of {@link
 * org.parkingrelay.state.ReportedStates}.
 *
 * <p>Imports {@code event} and {@code store}.
 */
@NullMarked
package org.parkingrelay.state;

import org.jspecify.annotations.NullMarked;
