package org.parkingrelay;

import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.RedriveDesk;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.delivery.Forecast;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.redrive.Counts;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.JobState;
import org.parkingrelay.redrive.Preview;
import org.parkingrelay.redrive.RedriveCheck;
import org.parkingrelay.redrive.RedriveClients;
import org.parkingrelay.redrive.RedriveConfig;
import org.parkingrelay.redrive.RedriveService;

/** Puts dead letters back by the same engine as the API, and runs the job itself where nobody else does. */
class RedriveCommand implements QuarkusApplication {

    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int SECONDS_TO_READ = 60;

    private final RelayConfiguration config;
    private final Map<String, Object> kafka;
    private final PrintStream out = Terminal.output();

    RedriveCommand(RelayConfiguration config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    @Override
    public int run(String... args) throws InterruptedException {
        RedriveTask task = RedriveArguments.task(args);
        ConfigProblems problems = new ConfigProblems();
        Mappings mappings =
                Mappings.open(config.intake().mappings(), config.intake().lanes(), problems);
        problems.throwIfAny();
        Optional<String> journal = RedriveCheck.journal(config.redrive());
        if (journal.isEmpty()) {
            System.err.println(RedriveConfig.JOURNAL + " is " + RedriveConfig.NO_JOURNAL + ", so nothing is redriven");
            return WRONG;
        }
        try (RedriveService service =
                service(journal.get(), new LetterReading(mappings)).start()) {
            return run(task, service);
        } catch (ProblemException e) {
            System.err.println(e.detail());
            return WRONG;
        } finally {
            out.flush();
        }
    }

    /** Whether something newer was reported only a relay can tell: the store may be in its hands. */
    private RedriveService service(String journal, LetterReading reading) {
        Forecast forecast = new Forecast(config.delivery(), Optional.empty(), Relay.CLOCK);
        return new RedriveService(
                RedriveBeans.topics(config, journal),
                RedriveClients.from(kafka, config.deadLetter().topic()),
                reading,
                Optional.of(event -> CompletableFuture.completedStage(
                        forecast.of(event).isExpiredNow() ? Outlook.EXPIRED : Outlook.UNKNOWN)),
                Relay.CLOCK);
    }

    private int run(RedriveTask task, RedriveService service) throws InterruptedException {
        for (int second = 0; service.unavailable().isPresent(); second++) {
            if (second == SECONDS_TO_READ) {
                System.err.println(service.unavailable().get());
                return WRONG;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        RedriveDesk desk = new RedriveDesk(service);
        // The same in each pod of a Kubernetes Job, so that the next one knows the job of one that was killed.
        String who = "command:" + System.getProperty("user.name", "");
        if (task.kind() != RedriveTask.Kind.START) {
            return changed(task, desk, who);
        }
        FilterRequest filter = task.readsPlate() ? task.filter().withPlate(Terminal.firstLine()) : task.filter();
        JobOrder order = task.request(filter).order();
        if (task.isDry()) {
            show(whole(desk, who, order));
            return 0;
        }
        Optional<Job> own = desk.current()
                .filter(job -> job.who().equals(who) && job.order().equals(order));
        return watched(desk, own.isPresent() ? own.get() : desk.start(who, order, true));
    }

    private int changed(RedriveTask task, RedriveDesk desk, String who) throws InterruptedException {
        Optional<Job> current = desk.current();
        if (current.isEmpty()) {
            System.err.println("no job is under way");
            return WRONG;
        }
        String id = current.get().id();
        return watched(desk, task.kind() == RedriveTask.Kind.CANCEL ? desk.cancel(who, id) : desk.resume(who, id));
    }

    private static Preview whole(RedriveDesk desk, String who, JobOrder order) {
        Preview preview = desk.preview(who, order, Optional.empty(), true);
        while (!preview.isComplete()) {
            System.err.println("looked at " + preview.scanned() + " of " + preview.total());
            preview = desk.preview(who, order, preview.cursor(), true);
        }
        return preview;
    }

    private void show(Preview preview) {
        out.println("would redrive " + preview.doable() + " of " + preview.matching() + " letters that are meant");
        new TreeMap<>(preview.byReason()).forEach((reason, count) -> out.println("    " + reason + " " + count));
        new TreeMap<>(preview.byTopic()).forEach((topic, count) -> out.println("    to " + topic + " " + count));
        tell("of them too old to matter", preview.expired());
        tell("left out, redriven before", preview.redriven());
        tell("left out, discarded", preview.discarded());
        tell("left out, came back too often", preview.quarantined());
        tell("cannot be redriven, since nobody knows where they came from", preview.noSource());
        preview.notes().forEach(note -> out.println("    " + note.topic() + " " + note.note()));
        out.println("nothing was done; --yes does it");
    }

    private void tell(String what, long count) {
        if (count > 0) {
            out.println("    " + what + ": " + count);
        }
    }

    private int watched(RedriveDesk desk, Job started) throws InterruptedException {
        Job job = started;
        String told = "";
        while (!job.state().isOver()) {
            String line = line(job);
            if (!line.equals(told)) {
                out.println(line);
                out.flush();
                told = line;
            }
            TimeUnit.SECONDS.sleep(1);
            job = desk.job(job.id()).orElse(job);
        }
        out.println(line(job));
        return job.state() == JobState.FINISHED && job.counts().failures() == 0 ? 0 : FAILED;
    }

    private static String line(Job job) {
        Counts counts = job.counts();
        String failed = counts.failures() == 0 ? "" : ", " + counts.failures() + " failed " + counts.failed();
        String waits = job.state() == JobState.CANARY ? "; redrive --continue goes on, --cancel ends it" : "";
        return job.id() + " " + job.state().tag() + ": " + counts.done() + " redriven, "
                + (counts.skipped() + counts.quarantined()) + " left out" + failed + "; looked at " + counts.scanned()
                + " of " + job.total() + waits;
    }
}
