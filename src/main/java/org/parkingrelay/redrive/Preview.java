package org.parkingrelay.redrive;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job would do, as far as was looked.
 *
 * @param scanned letters looked at, in the measure of {@code total}
 * @param total what there is to look at
 * @param matching meant by the selection
 * @param doable would be redriven, discarded or restored
 * @param noSource meant, and nobody knows where they came from
 * @param quarantined meant, and redriven too often before
 * @param redriven meant, and redriven before
 * @param discarded meant, and discarded before, or not discarded where they are to be restored
 * @param expired among the doable, those that are too old to matter
 * @param superseded among the doable, those of whose cars something newer was reported, or the same
 * @param unjudged among the doable, those for which the store of members did not answer, or that were not asked for
 * @param byReason the doable by reason; what goes beyond some twenty is counted as {@code other}
 * @param byTopic the doable by the topic that they go to; likewise
 * @param byPartition the doable by {@code topic-partition}; likewise
 * @param notes what people should know of the topics; complete at the end only
 * @param cursor where to go on; empty at the end
 */
public record Preview(
        long scanned,
        long total,
        long matching,
        long doable,
        long noSource,
        long quarantined,
        long redriven,
        long discarded,
        long expired,
        long superseded,
        long unjudged,
        Map<String, Long> byReason,
        Map<String, Long> byTopic,
        Map<String, Long> byPartition,
        List<TopicNote> notes,
        Optional<String> cursor) {

    /** Something that people should know of a topic before letters go there, such as that it does not exist. */
    public record TopicNote(String topic, String note) {}

    /** Whether all was looked at. */
    public boolean isComplete() {
        return cursor.isEmpty();
    }
}
