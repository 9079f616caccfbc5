package org.parkingrelay.store;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Brings commands to Redis in their order, and sees to it that each has an end in time. Any thread adds them; all else happens on
 * the event loop of the Redis client.
 *
 * <p>While few commands are under way, each is sent at once. Further ones wait for the next answer: what is sent while answers are
 * read, Vert.x writes in one go when it has read them. One timer watches over the oldest.
 */
final class Pipeline implements Line.Listener {

    private static final Logger LOG = Logger.getLogger(Pipeline.class);

    /** Few enough that nobody waits for an answer at the rates of a car park. */
    private static final int SENT_AT_ONCE = 8;

    /** What the client takes by default (max-waiting-handlers, 2,048), with room for the checks of a connection. */
    private static final int SENT_AT_MOST = 2_000;

    /** Some hundreds of connects a second, each of which fails late, would use up the memory and Redis' connections. */
    private static final long BETWEEN_CONNECTS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What stands before the host in an address: a user and a password. */
    private static final Pattern LOGIN = Pattern.compile("://\\S*@");

    private final RedisClient client;
    private final RedisLink.Opening opening;
    private final long timeout;
    private final Context home;

    private final Queue<Asked<?>> unsent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();

    /** Whether so many are under way that an answer will soon have the next ones sent. */
    private volatile boolean isBusy;

    // Only touched on the event loop.
    private final Deque<Asked<?>> sent = new ArrayDeque<>();
    private @Nullable Line current;
    private boolean isTimed;
    private boolean isTold;
    private @Nullable Throwable lastFailure;
    private long connectDueNanos;

    Pipeline(RedisClient client, Duration timeout, RedisLink.Opening opening) {
        this.client = client;
        this.opening = opening;
        this.timeout = timeout.toNanos();
        this.home = client.home();
    }

    void add(Asked<?> asked) {
        unsent.add(asked);
        wake();
    }

    void addAll(Collection<? extends Asked<?>> asked) {
        unsent.addAll(asked);
        wake();
    }

    private void wake() {
        if (!isBusy && !isWoken.get() && isWoken.compareAndSet(false, true)) {
            home.runOnContext(woken -> {
                isWoken.set(false);
                send(SENT_AT_ONCE);
            });
        }
    }

    private void send(int limit) {
        if (unsent.isEmpty()) {
            return;
        }
        watchTime(timeout);
        if (current == null && lastFailure != null && System.nanoTime() - connectDueNanos < 0) {
            failUnsent(lastFailure);
            return;
        }
        if (current == null) {
            current = Line.connect(client, opening, this);
        }
        Line line = current;
        while (line == current && line.isReady() && hasRoom(line, limit)) {
            send(unsent.remove(), line);
        }
    }

    private boolean hasRoom(Line line, int limit) {
        Asked<?> next = unsent.peek();
        int underway = line.underway();
        return next != null && underway < limit && (underway == 0 || underway + next.commands() <= SENT_AT_MOST);
    }

    private <T> void send(Asked<T> asked, Line line) {
        sent.add(asked);
        line.send(asked).onComplete(answer -> {
            line.answered(asked);
            if (line == current) {
                isBusy = line.underway() >= SENT_AT_ONCE;
            }
            if (answer.succeeded()) {
                asked.complete(answer.result());
            } else {
                if (!RedisLink.isAnswer(answer.cause())) {
                    giveUp(line);
                }
                asked.completeExceptionally(answer.cause());
            }
            forgetDone();
            send(SENT_AT_MOST);
        });
        // Not where it was answered, or has failed, within that call.
        if (line == current) {
            isBusy = line.underway() >= SENT_AT_ONCE;
        }
    }

    @Override
    public void ready(Line line) {
        isTold = false;
        lastFailure = null;
        send(SENT_AT_ONCE);
    }

    @Override
    public void broken(Line line, Throwable failure) {
        boolean isNew = !line.isReady();
        if (line != current) {
            return;
        }
        giveUp(line);
        if (isNew) {
            tell(failure);
            lastFailure = failure;
            connectDueNanos = System.nanoTime() + BETWEEN_CONNECTS_NANOS;
            failUnsent(failure);
        }
        send(SENT_AT_ONCE);
    }

    private void failUnsent(Throwable failure) {
        // All at once: who asks again while being told is told later.
        List<Asked<?>> waiting = new ArrayList<>();
        for (Asked<?> asked = unsent.poll(); asked != null; asked = unsent.poll()) {
            waiting.add(asked);
        }
        waiting.forEach(asked -> asked.completeExceptionally(failure));
    }

    /** Once for each time that Redis goes away. The text is of addresses and certificates, never of commands. */
    private void tell(Throwable failure) {
        if (!isTold && !(failure instanceof StoreRefusedException)) {
            isTold = true;
            LogLine.with(LogKey.FAULT, failure.getClass().getName())
                    .and(LogKey.NOTE, LOGIN.matcher(textOf(failure)).replaceAll("://"))
                    .log(LOG, Logger.Level.WARN, "Redis cannot be connected; it is tried again");
        }
    }

    /** The topmost, which has the address; but of TLS the deepest, as only that says what is wrong with a certificate. */
    private static String textOf(Throwable failure) {
        boolean isOfTls = false;
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            isOfTls |= deepest instanceof SSLException;
            deepest = deepest.getCause();
        }
        return String.valueOf((isOfTls ? deepest : failure).getMessage());
    }

    private void giveUp(@Nullable Line line) {
        if (line != null) {
            line.giveUp();
            if (line == current) {
                current = null;
                isBusy = false;
            }
        }
    }

    private void watchTime(long nanos) {
        if (!isTimed) {
            isTimed = true;
            // Never early, so that whoever is due has waited that long.
            home.owner().setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, due -> {
                isTimed = false;
                failOverdue();
            });
        }
    }

    /** Fails what has waited for too long, and gives up the connection that did not answer or did not come about. */
    private void failOverdue() {
        List<Asked<?>> overdue = new ArrayList<>();
        forgetDone();
        while (isOverdue(sent.peek())) {
            Asked<?> asked = sent.remove();
            giveUp(asked.line());
            overdue.add(asked);
            forgetDone();
        }
        while (isOverdue(unsent.peek())) {
            overdue.add(unsent.remove());
            if (current != null && !current.isReady()) {
                giveUp(current);
            }
        }
        overdue.forEach(asked -> asked.completeExceptionally(new TimeoutException()));
        Asked<?> oldest = sent.isEmpty() ? unsent.peek() : sent.peek();
        if (oldest != null) {
            watchTime(Math.max(0, timeout - oldest.waited()));
        }
        send(SENT_AT_ONCE);
    }

    private boolean isOverdue(@Nullable Asked<?> asked) {
        return asked != null && asked.waited() >= timeout;
    }

    private void forgetDone() {
        for (Asked<?> oldest = sent.peek(); oldest != null && oldest.isDone(); oldest = sent.peek()) {
            sent.remove();
        }
    }
}
