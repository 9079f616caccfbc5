/**
 * A Kafka for a rehearsal: as much of one broker as the relay's clients ask for, so that what a start does with Kafka is rehearsed
 * where there is none.
 *
 * <p>Imports no other room.
 */
@NullMarked
package org.parkingrelay.rehearsal;

import org.jspecify.annotations.NullMarked;
