package org.parkingrelay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import jakarta.ws.rs.core.Response.Status;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.console.Caller;
import org.parkingrelay.console.CarLettersRequest;
import org.parkingrelay.console.DeadLetterDesk;
import org.parkingrelay.console.GroupPage;
import org.parkingrelay.console.GroupsRequest;
import org.parkingrelay.console.LetterPage;
import org.parkingrelay.console.LetterRequest;
import org.parkingrelay.console.LetterView;
import org.parkingrelay.console.LetterWalk;
import org.parkingrelay.console.LettersRequest;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.deadletter.LetterConsumers;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.deadletter.LetterTopic;
import org.parkingrelay.deadletter.ScanLimits;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.redrive.JournalStates;
import org.parkingrelay.redrive.RedriveCheck;
import org.parkingrelay.redrive.RedriveClients;
import org.parkingrelay.redrive.RedriveConfig;
import org.parkingrelay.retry.TimerThread;

/** Looks at dead letters, as the API does, for whoever may read Kafka with the keys that are configured. */
class DeadLettersCommand implements QuarkusApplication {

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private final RelayConfiguration config;
    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final PrintStream out = Terminal.output();

    DeadLettersCommand(
            RelayConfiguration config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json) {
        this.config = config;
        this.kafka = kafka;
        this.json = json;
    }

    @Override
    public int run(String... args) {
        LetterTask task;
        try {
            LetterTask typed = LetterArguments.task(args);
            task = typed.readsPlate() ? typed.with(Terminal.firstLine()) : typed;
            task.filter().toFilter();
        } catch (ProblemException e) {
            System.err.println(LetterFilterOptions.option(e.detail()));
            return WRONG;
        }
        ConfigProblems problems = new ConfigProblems();
        Mappings mappings =
                Mappings.open(config.intake().mappings(), config.intake().lanes(), problems);
        problems.throwIfAny();
        try (TimerThread timer = new TimerThread();
                LetterConsumers consumers = LetterConsumers.from(kafka, timer)) {
            run(task, desk(new LetterReading(mappings), consumers));
            return 0;
        } catch (ProblemException e) {
            System.err.println(e.detail());
            return FAILED;
        } finally {
            out.flush();
        }
    }

    private LetterStates states() {
        LetterStates allOpen = id -> LetterState.OPEN;
        try {
            return RedriveCheck.journal(config.redrive())
                    .map(journal -> JournalStates.read(
                            journal,
                            RedriveClients.from(kafka, config.deadLetter().topic())))
                    .orElse(allOpen);
        } catch (TimeoutException e) {
            // The letters would not be read either.
            throw new ProblemException(
                    Status.SERVICE_UNAVAILABLE, LetterConsumers.noAnswer().text());
        } catch (KafkaException e) {
            System.err.println("What was redriven or discarded is not known: " + RedriveConfig.JOURNAL
                    + " names a topic that cannot be read (" + e.getClass().getSimpleName() + ")");
            return allOpen;
        }
    }

    private DeadLetterDesk desk(LetterReading reading, LetterConsumers consumers) {
        LetterStates states = states();
        LetterTopic topic = new LetterTopic(
                config.deadLetter().topic(), consumers, reading, states, ScanLimits.OF_A_REQUEST, System::nanoTime);
        return new DeadLetterDesk(topic, reading, states);
    }

    private void run(LetterTask task, DeadLetterDesk desk) {
        // Whoever can read the topic with these keys sees all of it anyhow; the audit log tells that they did.
        Caller caller = new Caller("command:" + System.getProperty("user.name", ""), true);
        switch (task.kind()) {
            case LIST -> list(task, desk, caller);
            case GROUPS -> groups(task, desk, caller);
            case SHOW -> {
                LetterView view = desk.show(caller, new LetterRequest(task.id(), task.reveal()));
                print(task, view, () -> LetterText.of(view));
            }
            case OF_CAR -> ofCar(task, desk, caller);
        }
    }

    private void list(LetterTask task, DeadLetterDesk desk, Caller caller) {
        LetterWalk walk = desk.walk(caller, new LettersRequest(task.filter(), task.limit(), null, task.reveal()));
        try {
            while (!walk.isOver()) {
                print(task, walk.next());
            }
        } finally {
            walk.end();
        }
    }

    private void ofCar(LetterTask task, DeadLetterDesk desk, Caller caller) {
        String cursor = null;
        do {
            LetterPage page = desk.ofCar(
                    caller,
                    new CarLettersRequest(
                            task.filter().plateNumber(), null, DeadLetterDesk.MOST_LETTERS, cursor, task.reveal()));
            print(task, page);
            cursor = page.next().orElse(null);
        } while (cursor != null);
    }

    private void groups(LetterTask task, DeadLetterDesk desk, Caller caller) {
        GroupPage sum = desk.groups(caller, new GroupsRequest(task.filter(), null));
        while (sum.next().isPresent()) {
            tell(sum.scanned(), sum.total());
            sum = sum.and(desk.groups(
                    caller, new GroupsRequest(task.filter(), sum.next().get())));
        }
        sum.note().ifPresent(System.err::println);
        sum.groups().forEach(group -> print(task, group, () -> LetterText.of(group)));
        if (sum.rest() > 0) {
            System.err.println(sum.rest() + " dead letters of further causes");
        }
    }

    private void print(LetterTask task, LetterPage page) {
        page.note().ifPresent(System.err::println);
        page.letters().forEach(letter -> print(task, letter, () -> LetterText.of(letter)));
        out.flush();
        if (page.next().isPresent() && page.letters().isEmpty()) {
            tell(page.scanned(), page.total());
        }
    }

    /** On the other output: what is printed is for tools too. */
    private static void tell(long scanned, long total) {
        System.err.println("looked at " + scanned + " of " + total);
    }

    private void print(LetterTask task, Object found, Supplier<String> text) {
        try {
            out.print(task.isJson() ? json.writeValueAsString(found) + "\n" : text.get());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
