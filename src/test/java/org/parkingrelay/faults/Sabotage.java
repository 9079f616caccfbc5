package org.parkingrelay.faults;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import org.parkingrelay.delivery.Disposition;

/**
 * Breaks one promise inside a packaged relay, as an agent of its JVM: to show that the harness would see a relay that does not
 * keep it. What is said here is inlined into the relay's own code.
 */
public final class Sabotage {

    private static final String FOLDER = "org/parkingrelay/faults/";
    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    private Sabotage() {}

    /** The promises that can be broken. */
    enum Kind {
        /** A record is settled while its calls are still to be made. */
        SETTLED_BEFORE_THE_CALL,
        /** A record is settled while its dead letter is still to be confirmed. */
        DEAD_LETTER_NOT_AWAITED,
        /** Whether a later state was accepted is not asked: each question is about a car that nobody knows. */
        GUARD_OFF
    }

    /** The agent's entry. */
    public static void premain(String kind, Instrumentation instrumentation) {
        switch (Kind.valueOf(kind)) {
            case SETTLED_BEFORE_THE_CALL ->
                install(
                        instrumentation,
                        named("org.parkingrelay.intake.GateEventIntake"),
                        named("take"),
                        SettledBeforeTheCall.class);
            case DEAD_LETTER_NOT_AWAITED ->
                install(
                        instrumentation,
                        named("org.parkingrelay.deadletter.DeadLetterWriter"),
                        named("write"),
                        DeadLetterNotAwaited.class);
            case GUARD_OFF ->
                install(
                        instrumentation,
                        nameStartsWith("org.parkingrelay."),
                        ElementMatchers.<MethodDescription>named("begin")
                                .and(takesArgument(1, named("org.parkingrelay.state.StateKey"))),
                        GuardOff.class);
        }
    }

    private static void install(
            Instrumentation instrumentation,
            ElementMatcher<? super TypeDescription> type,
            ElementMatcher.Junction<? super MethodDescription> method,
            Class<?> advice) {
        new AgentBuilder.Default()
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .type(not(isInterface()).and(type).and(declaresMethod(method)))
                .transform((builder, found, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(method)))
                .installOn(instrumentation);
    }

    /** What a sabotaged relay prints, once. */
    static String confession(Kind kind) {
        return "sabotage has begun: " + kind;
    }

    /** Called by the sabotaged code. */
    public static void confess(String kind) {
        if (DONE.add(kind)) {
            System.err.println(confession(Kind.valueOf(kind)));
        }
    }

    static final class SettledBeforeTheCall {

        private SettledBeforeTheCall() {}

        @Advice.OnMethodExit
        @SuppressWarnings({"ParameterAssignment", "UnusedVariable", "unused"}) // Inlined, the parameter is the result.
        static void exit(@Advice.Return(readOnly = false) CompletionStage<?> returned) {
            Sabotage.confess("SETTLED_BEFORE_THE_CALL");
            returned = CompletableFuture.completedStage(new Disposition.Forwarded(false));
        }
    }

    static final class DeadLetterNotAwaited {

        private DeadLetterNotAwaited() {}

        @Advice.OnMethodExit
        @SuppressWarnings({"ParameterAssignment", "UnusedVariable", "unused"}) // Inlined, the parameter is the result.
        static void exit(@Advice.Return(readOnly = false) CompletionStage<?> returned) {
            Sabotage.confess("DEAD_LETTER_NOT_AWAITED");
            returned = CompletableFuture.completedStage(true);
        }
    }

    static final class GuardOff {

        private GuardOff() {}

        @Advice.OnMethodEnter
        @SuppressWarnings({"ParameterAssignment", "UnusedVariable", "unused"
        }) // Inlined, the parameter is the argument.
        static void enter(@Advice.Argument(value = 1, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object key) {
            Sabotage.confess("GUARD_OFF");
            key = Sabotage.another(key);
        }
    }

    /** A key of the same kind that nobody has asked about; called by the sabotaged code. */
    public static Object another(Object key) {
        try {
            RecordComponent[] components = key.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] parts = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object part = components[i].getAccessor().invoke(key);
                parts[i] = part instanceof String text ? text + System.nanoTime() : part;
            }
            return key.getClass().getDeclaredConstructor(types).newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the key is no public record any more", e);
        }
    }

    /** The options of a JVM that make the relay in it break a promise. */
    static List<String> jvmOptions(Path folder, Kind kind) {
        try {
            return List.of("-javaagent:" + jar(folder).toAbsolutePath() + "=" + kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An agent of this class and those within it; what rewrites byte code stays in its own jar. */
    private static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), Sabotage.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH, locationOf(AgentBuilder.class).toString());
        Path jar = folder.resolve("sabotage.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            for (Path type : classFiles()) {
                entries.putNextEntry(new JarEntry(FOLDER + type.getFileName()));
                Files.copy(type, entries);
            }
        }
        return jar;
    }

    /** Of this class, and of those that the compiler made of what is within it. */
    private static List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(URI.create(locationOf(Sabotage.class) + FOLDER)))) {
            return files.filter(file -> file.getFileName().toString().matches("Sabotage(\\$.*)?\\.class"))
                    .toList();
        }
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
