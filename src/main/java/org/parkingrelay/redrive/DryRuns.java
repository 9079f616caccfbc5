package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.delivery.Stages;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.redrive.Tally.Count;

/** Says what a job would do, a slice at a time. Writes nothing. */
final class DryRuns {

    private static final Duration SLICE = Duration.ofMillis(600);

    /** So many letters are asked about at once. */
    private static final int ASKED_AT_ONCE = 200;

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(3);

    private final RedriveClients clients;
    private final String deadLetters;
    private final Judge judge;
    private final LetterReading reading;
    private final Optional<Function<PassageEvent, CompletionStage<Outlook>>> outlooks;

    /**
     * Dry runs.
     *
     * @param outlooks what would become of an event; absent where no store can be asked
     */
    DryRuns(
            RedriveClients clients,
            String deadLetters,
            Judge judge,
            LetterReading reading,
            Optional<Function<PassageEvent, CompletionStage<Outlook>>> outlooks) {
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.judge = judge;
        this.reading = reading;
        this.outlooks = outlooks;
    }

    /** {@link Redrives#preview}. */
    Preview preview(JobOrder order, Optional<String> cursor) {
        try (Consumer<byte[], byte[]> consumer = clients.reader().get()) {
            Tally tally = cursor.map(Tally::goOn)
                    .orElseGet(
                            () -> Tally.begin(Bounds.of(consumer, deadLetters, order.selection()), order.selection()));
            Walk walk = Walk.over(consumer, deadLetters, order.selection(), tally.positions, tally.ends);
            List<DeadLetter> toJudge = new ArrayList<>();
            Slice slice = Slice.begin(SLICE);
            while (!walk.isAtEnd() && slice.lasts(walk.scanned() > 0)) {
                Walk.Item item = walk.next();
                if (item != null && item.record() != null) {
                    count(DeadLetter.of(item.record()), order, tally, toJudge);
                }
                if (toJudge.size() == ASKED_AT_ONCE) {
                    judged(toJudge, tally);
                }
            }
            judged(toJudge, tally);
            tally.positions = walk.positions();
            tally.add(Count.SCANNED, walk.scanned());
            boolean isComplete = walk.isAtEnd();
            boolean hasNotes = isComplete && order.kind().writes();
            return tally.preview(hasNotes ? new TopicNotes(clients).of(tally.topics()) : List.of(), isComplete);
        }
    }

    private void count(DeadLetter letter, JobOrder order, Tally tally, List<DeadLetter> toJudge) {
        Judge.Verdict verdict = judge.of(letter, order);
        if (verdict == Judge.Verdict.NOT_MEANT) {
            return;
        }
        tally.add(Count.MATCHING, 1);
        switch (verdict) {
            case REDRIVEN -> tally.add(Count.REDRIVEN, 1);
            case DISCARDED -> tally.add(Count.DISCARDED, 1);
            case QUARANTINED -> tally.add(Count.QUARANTINED, 1);
            case NO_SOURCE -> tally.add(Count.NO_SOURCE, 1);
            case TAKEN -> {
                tally.doable(letter);
                if (order.kind().writes()) {
                    toJudge.add(letter);
                }
            }
            case NOT_MEANT -> {
                // Left out above.
            }
        }
    }

    /** Asks about some letters together, since a store may be a network away. */
    private void judged(List<DeadLetter> letters, Tally tally) {
        if (outlooks.isEmpty()) {
            tally.add(Count.UNJUDGED, letters.size());
        } else {
            List<CompletionStage<Outlook>> asked = letters.stream()
                    .map(letter -> outlookOf(letter, outlooks.get()))
                    .toList();
            awaited(asked).forEach(outlook -> {
                switch (outlook) {
                    case EXPIRED -> tally.add(Count.EXPIRED, 1);
                    case SUPERSEDED -> tally.add(Count.SUPERSEDED, 1);
                    case UNKNOWN -> tally.add(Count.UNJUDGED, 1);
                    case OPEN -> {
                        // What matters is what is left.
                    }
                }
            });
        }
        letters.clear();
    }

    private CompletionStage<Outlook> outlookOf(
            DeadLetter letter, Function<PassageEvent, CompletionStage<Outlook>> outlookOf) {
        return Stages.all(reading.events(letter).stream().map(outlookOf).toList())
                .thenApply(DryRuns::worst);
    }

    /** A record matters while one of its events may. */
    private static Outlook worst(List<Outlook> outlooks) {
        for (Outlook outlook : List.of(Outlook.OPEN, Outlook.UNKNOWN, Outlook.SUPERSEDED, Outlook.EXPIRED)) {
            if (outlooks.contains(outlook)) {
                return outlook;
            }
        }
        return Outlook.OPEN;
    }

    private static List<Outlook> awaited(List<CompletionStage<Outlook>> asked) {
        try {
            return Stages.all(asked).toCompletableFuture().get(STORE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Not known, which is an answer too.
            return asked.stream().map(unused -> Outlook.UNKNOWN).toList();
        }
        return List.of();
    }
}
