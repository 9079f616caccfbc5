/**
 * The passage event and the plate as immutable types, and the rules that make them valid.
 *
 * <p>Imports no other room, no framework and no Kafka.
 */
@NullMarked
package org.parkingrelay.event;

import org.jspecify.annotations.NullMarked;
