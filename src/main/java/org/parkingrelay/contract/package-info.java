/**
 * The canonical event as JSON, {@code parking.gate-events.v1}: read in its three wrappers, each field checked. Its schema, its
 * AsyncAPI document and its examples are in {@code src/docs/contract}, and tests hold the two together.
 */
@NullMarked
package org.parkingrelay.contract;

import org.jspecify.annotations.NullMarked;
