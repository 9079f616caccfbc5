package org.parkingrelay.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.intake.KafkaNeeds.Need;
import org.parkingrelay.outbox.KafkaRefusal;
import org.parkingrelay.outbox.OwnClient;
import org.parkingrelay.retry.Delayer;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Asks Kafka what it lets the relay do, from the start on and now and then. The consumers only try again and again, and what may not
 * be written would show when the first event must be put aside: at night, and with everything else that is wrong then.
 */
public final class KafkaAccess implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaAccess.class);

    private static final Duration WHILE_WELL = Duration.ofMinutes(1);
    private static final Duration WHILE_NOT = Duration.ofSeconds(5);
    private static final int PATIENCE_MS = 10_000;

    /** Stands for all that may be a network, or a Kafka that starts. */
    private static final KafkaRefusal SILENT = new KafkaRefusal(
            "kafka.bootstrap.servers",
            "names no Kafka that answers",
            "check it, and kafka.security.protocol: a port of TLS does not answer who speaks without");

    private final KafkaNeeds needs;
    private final Supplier<Admin> client;
    private final Delayer delayer;
    private @Nullable Admin admin;
    private boolean isClosed;
    private volatile @Nullable List<KafkaRefusal> refusals;

    /**
     * Asks nothing yet.
     *
     * @param client makes what asks; closed with this
     */
    public KafkaAccess(KafkaNeeds needs, Supplier<Admin> client, Delayer delayer) {
        this.needs = needs;
        this.client = client;
        this.delayer = delayer;
    }

    /**
     * A client that asks.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Admin client(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-access");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return OwnClient.open(config, Admin::create);
    }

    /** Asks from now on. */
    public void start() {
        delayer.after(Duration.ZERO, this::look);
    }

    /** What is refused now; empty where it is not known yet. */
    Optional<List<KafkaRefusal>> refusals() {
        return Optional.ofNullable(refusals);
    }

    private void look() {
        try {
            ask();
        } catch (RuntimeException e) {
            // No client can be made, as while the broker's name is not known. Nobody else would look again.
            told(List.of(SILENT));
        }
    }

    private void ask() {
        Admin asks = opened();
        if (asks == null) {
            return;
        }
        List<CompletableFuture<Optional<KafkaRefusal>>> answers = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> topics = asks.describeTopics(
                        TopicCollection.ofTopicNames(names(needs.topics())),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        needs.topics().forEach(need -> answers.add(answer(need, topics, TopicDescription::authorizedOperations)));
        Map<String, KafkaFuture<ConsumerGroupDescription>> groups = asks.describeConsumerGroups(
                        names(needs.groups()), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups();
        needs.groups()
                .forEach(need -> answers.add(answer(need, groups, ConsumerGroupDescription::authorizedOperations)));
        CompletableFuture<Void> unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> told(
                        failure == null
                                ? answers.stream()
                                        .flatMap(answer -> answer.join().stream())
                                        .distinct()
                                        .toList()
                                : List.of(SILENT)));
    }

    private synchronized @Nullable Admin opened() {
        List<KafkaRefusal> before = refusals;
        if (admin != null && before != null && !before.isEmpty()) {
            // One that was refused may say so for longer than Kafka does.
            admin.close(Duration.ZERO);
            admin = null;
        }
        if (admin == null && !isClosed) {
            admin = client.get();
        }
        return isClosed ? null : admin;
    }

    private static List<String> names(List<Need> needs) {
        return needs.stream().map(Need::name).distinct().toList();
    }

    private static <T> CompletableFuture<Optional<KafkaRefusal>> answer(
            Need need, Map<String, KafkaFuture<T>> asked, Function<T, @Nullable Set<AclOperation>> allowed) {
        return Objects.requireNonNull(asked.get(need.name()))
                .toCompletionStage()
                .handle((description, failure) ->
                        failure == null ? missing(need, allowed.apply(description)) : refused(need, failure))
                .toCompletableFuture();
    }

    /** Kafka before 2.3, and some that only speak its protocol, do not say what is allowed. */
    private static Optional<KafkaRefusal> missing(Need need, @Nullable Set<AclOperation> allowed) {
        return allowed == null || allowed.isEmpty() || allowed.containsAll(need.operations())
                ? Optional.empty()
                : Optional.of(notAllowed(need));
    }

    private static Optional<KafkaRefusal> refused(Need need, Throwable wrapped) {
        Throwable failure =
                wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        if (failure instanceof AuthorizationException) {
            return Optional.of(notAllowed(need));
        }
        if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
            return Optional.of(SILENT);
        }
        // That there is no such topic or group is an answer.
        return KafkaRefusal.of(failure);
    }

    private static KafkaRefusal notAllowed(Need need) {
        String operations = new TreeSet<>(need.operations())
                .stream().map(operation -> operation.name()).collect(Collectors.joining(" and "));
        return new KafkaRefusal(
                need.key(),
                "names " + need.name() + ", of which Kafka does not allow the relay all that it needs",
                "allow its user " + operations + " there");
    }

    private void told(List<KafkaRefusal> found) {
        List<KafkaRefusal> before = refusals;
        if (!found.contains(SILENT)) {
            tellChange(before == null ? List.of() : before, found);
            refusals = found;
        } else if (before == null) {
            // Whether a Kafka that was well is reached is told by the channels.
            tell(SILENT, Logger.Level.WARN);
            refusals = List.of(SILENT);
        }
        delayer.after(found.isEmpty() ? WHILE_WELL : WHILE_NOT, this::look);
    }

    private static void tellChange(List<KafkaRefusal> before, List<KafkaRefusal> found) {
        found.stream()
                .filter(refusal -> !before.contains(refusal))
                .forEach(refusal -> tell(refusal, Logger.Level.ERROR));
        if (found.isEmpty() && !before.isEmpty()) {
            LOG.info("Kafka lets the relay do all that it needs");
        }
    }

    private static void tell(KafkaRefusal refusal, Logger.Level level) {
        LogLine.with(LogKey.KEY, refusal.key()).log(LOG, level, refusal.sentence());
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
