package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms and who may import whom. THINK BEFORE YOU ADD AN EDGE: dependencies point one way, and each edge is one more thing
 * that a change in a lower room can break.
 */
class ArchitectureTest {

    private static final String ROOT = "org.parkingrelay";

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("event", Set.of()),
            Map.entry("telemetry", Set.of()),
            Map.entry("rehearsal", Set.of()),
            Map.entry("circle", Set.of("config", "retry", "telemetry")),
            Map.entry("lookup", Set.of("config", "event", "store", "telemetry")),
            Map.entry("binding", Set.of("config", "event", "lookup", "outbox", "retry", "store", "telemetry")),
            Map.entry("retry", Set.of("config")),
            Map.entry("wechatpay", Set.of("config", "telemetry")),
            Map.entry("store", Set.of("config", "telemetry")),
            Map.entry("state", Set.of("event", "store")),
            Map.entry(
                    "delivery",
                    Set.of("circle", "config", "event", "lookup", "retry", "state", "store", "telemetry", "wechatpay")),
            Map.entry("outbox", Set.of("delivery", "retry", "telemetry")),
            Map.entry(
                    "deadletter",
                    Set.of("contract", "delivery", "event", "mapping", "outbox", "retry", "telemetry", "wechatpay")),
            Map.entry(
                    "console",
                    Set.of(
                            "circle",
                            "config",
                            "contract",
                            "deadletter",
                            "delivery",
                            "event",
                            "lookup",
                            "outbox",
                            "outcome",
                            "overview",
                            "redrive",
                            "store",
                            "telemetry")),
            Map.entry(
                    "console.pages",
                    Set.of("circle", "console", "deadletter", "delivery", "event", "outcome", "overview", "redrive")),
            Map.entry("outcome", Set.of("config", "delivery", "event", "outbox", "telemetry", "wechatpay")),
            Map.entry(
                    "overview",
                    Set.of(
                            "binding",
                            "circle",
                            "delivery",
                            "intake",
                            "outcome",
                            "retry",
                            "store",
                            "telemetry",
                            "wechatpay")),
            Map.entry(
                    "redrive", Set.of("config", "contract", "deadletter", "delivery", "event", "outbox", "telemetry")),
            Map.entry("contract", Set.of("event")),
            Map.entry("mapping", Set.of("config", "contract", "event", "telemetry")),
            Map.entry(
                    "explain",
                    Set.of(
                            "circle",
                            "config",
                            "contract",
                            "delivery",
                            "event",
                            "intake",
                            "mapping",
                            "outbox",
                            "telemetry")),
            Map.entry(
                    "intake",
                    Set.of(
                            "config",
                            "contract",
                            "deadletter",
                            "delivery",
                            "event",
                            "mapping",
                            "outbox",
                            "outcome",
                            "retry",
                            "telemetry")));

    /** What the core must not know: it is plain Java, built by constructor. */
    private static final List<String> FRAMEWORKS =
            List.of("io.quarkus", "io.vertx", "io.smallrye", "jakarta.", "org.apache.kafka", "io.opentelemetry");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    @Test
    void rooms_import_only_what_the_table_allows_and_use_all_of_it() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (roomOf(type).isEmpty()) {
                continue;
            }
            Set<String> imported = found.computeIfAbsent(roomOf(type), room -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (target.getPackageName().startsWith(ROOT) && !roomOf(target).equals(roomOf(type))) {
                    imported.add(roomOf(target));
                }
            }
        }

        assertThat(found).isEqualTo(new TreeMap<>(ALLOWED));
    }

    @Test
    void the_table_has_no_cycle() {
        Map<String, Set<String>> left = new TreeMap<>(ALLOWED);
        while (left.values().removeIf(imports -> imports.stream().noneMatch(left::containsKey))) {
            assertThat(left).isNotNull();
        }

        assertThat(left).isEmpty();
    }

    @Test
    void the_core_knows_no_framework() {
        Set<String> core = Set.of("event", "retry", "delivery", "circle", "state", "wechatpay");
        Set<String> edges = Set.of("RedisStates", "RestClientTransport", "WeChatPayApi");
        for (JavaClass type : CLASSES) {
            String outer = type.getName().replaceFirst("\\$.*", "").replaceFirst(".*\\.", "");
            // Configuration interfaces carry the framework's annotations and nothing else of it.
            if (!core.contains(roomOf(type)) || outer.endsWith("Config") || edges.contains(outer)) {
                continue;
            }
            assertThat(type.getDirectDependenciesFromSelf())
                    .as(type.getName())
                    .noneMatch(dependency -> FRAMEWORKS.stream()
                            .anyMatch(dependency.getTargetClass().getName()::startsWith));
        }
    }

    @Test
    void nobody_reads_the_clock_or_chance_behind_a_constructors_back() {
        Set<String> wiring = Set.of("Relay", "RelayBeans", "Nonces");
        for (JavaClass type : CLASSES) {
            if (wiring.contains(type.getSimpleName())) {
                continue;
            }
            assertThat(type.getMethodCallsFromSelf())
                    .as(type.getName())
                    .noneMatch(call -> isHidden(call.getTargetOwner().getName(), call.getName()));
        }
    }

    private static boolean isHidden(String owner, String method) {
        boolean time = owner.startsWith("java.time.") && method.equals("now");
        boolean millis = owner.equals("java.lang.System") && method.equals("currentTimeMillis");
        boolean chance = owner.equals("java.lang.Math") && method.equals("random");
        return time || millis || chance || owner.equals("java.util.Random");
    }

    @Test
    void no_class_is_longer_than_a_room_with_one_idea() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> lines(file) > (file.startsWith("src/test") ? 400 : 300)))
                    .isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
