/**
 * Everything around the relay in one process, to see it work without Docker: a Kafka broker, the stand-in of WeChat Pay, a
 * store with sample members, and a gate. Only in the build of the profile {@code local}, never in the packaged jar. What of it runs
 * beside a relay in a container is {@link org.parkingrelay.local.StandInRun}, in a jar of its own.
 */
@NullMarked
package org.parkingrelay.local;

import org.jspecify.annotations.NullMarked;
