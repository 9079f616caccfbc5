package org.parkingrelay.lookup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.parkingrelay.event.Plate;

/** How many look-ups a second a store answers. */
final class Rate {

    private final MemberLookup lookup;
    private final Plate[] questions;
    private final LongAdder answered = new LongAdder();

    Rate(MemberLookup lookup, Plate[] questions) {
        this.lookup = lookup;
        this.questions = questions;
    }

    /** By one thread, one after the other, of a store that answers at once. */
    double oneByOne(Duration time) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long asked = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 100; i++) {
                count(ask(asked++).join());
            }
        }
        return perSecond(start);
    }

    /** With so many under way, each of which asks the next when it is answered, as the clients of redis-benchmark do. */
    double inTurn(int underway, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        CountDownLatch done = new CountDownLatch(underway);
        for (int i = 0; i < underway; i++) {
            next(i * 5_003L, start + time.toNanos(), done);
        }
        done.await();
        return perSecond(start);
    }

    private void next(long number, long end, CountDownLatch done) {
        if (System.nanoTime() >= end) {
            done.countDown();
            return;
        }
        ask(number).whenComplete((result, failure) -> {
            count(result);
            next(number + 1, end, done);
        });
    }

    /** From two threads that are not the client's, with so many under way in all, as events come from Kafka. */
    double fromOutside(int underway, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        Thread first = asking(0, underway / 2, start + time.toNanos());
        Thread second = asking(questions.length / 2, underway / 2, start + time.toNanos());
        first.join();
        second.join();
        return perSecond(start);
    }

    private Thread asking(long from, int underway, long end) {
        Thread thread = new Thread(() -> {
            Semaphore room = new Semaphore(underway);
            for (long number = from; System.nanoTime() < end; number++) {
                room.acquireUninterruptibly();
                ask(number).whenComplete((result, failure) -> {
                    count(result);
                    room.release();
                });
            }
            room.acquireUninterruptibly(underway);
        });
        thread.start();
        return thread;
    }

    private CompletableFuture<LookupResult> ask(long number) {
        Plate plate = questions[(int) (number & (questions.length - 1))];
        return lookup.membersOf(Fleet.APP_ID, List.of(plate)).toCompletableFuture();
    }

    /** What is not answered counts for nothing. */
    private void count(LookupResult result) {
        if (!(result instanceof LookupResult.Unavailable)) {
            answered.increment();
        }
    }

    private double perSecond(long start) {
        return answered.sumThenReset() * 1e9 / (System.nanoTime() - start);
    }
}
