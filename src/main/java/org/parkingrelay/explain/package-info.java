/**
 * Shows people what the relay makes of a record, without Kafka's groups, the store or WeChat Pay: samples from files or from a topic's
 * end, read and judged by the rooms that do so when the relay serves, and printed. Plates are shown, to whoever holds the sample, and
 * never logged.
 */
@NullMarked
package org.parkingrelay.explain;

import org.jspecify.annotations.NullMarked;
