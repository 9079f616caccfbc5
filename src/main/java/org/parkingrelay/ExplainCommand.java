package org.parkingrelay;

import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.delivery.Forecast;
import org.parkingrelay.explain.ExplainException;
import org.parkingrelay.explain.ExplainOptions;
import org.parkingrelay.explain.Explainer;
import org.parkingrelay.explain.Format;
import org.parkingrelay.explain.FormatFiles;
import org.parkingrelay.explain.Printer;
import org.parkingrelay.explain.Sample;
import org.parkingrelay.explain.SampleFiles;
import org.parkingrelay.explain.TopicTail;

/**
 * Shows what the relay makes of samples. Ends with 0 if none would be dead-lettered, 1 if one would, and 2 where there is nothing
 * to judge: a file that cannot be read, a mapping that does not compile.
 */
class ExplainCommand implements QuarkusApplication {

    private static final int NOTHING_TO_JUDGE = 2;

    private final RelayConfiguration config;
    private final Map<String, Object> kafka;

    ExplainCommand(RelayConfiguration config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    @Override
    public int run(String... args) {
        ExplainOptions options = ExplainOptions.of(List.of(args).subList(1, args.length));
        try {
            ConfigProblems problems = new ConfigProblems();
            Format format = new FormatFiles(options, config.intake()).open(problems);
            Optional<Circles> circles = circles(problems);
            if (!problems.lines().isEmpty()) {
                throw new ExplainException("Configuration: " + String.join("\n  ", problems.lines()));
            }
            Clock clock =
                    options.at().map(time -> Clock.fixed(time, ZoneOffset.UTC)).orElse(Relay.CLOCK);
            Forecast forecast = new Forecast(config.delivery(), circles, clock);
            Printer printer = new Printer(new Explainer(format, forecast, clock), Terminal.output(), options.isJson());
            return printer.print(samples(options, clock)) ? 0 : 1;
        } catch (ExplainException e) {
            System.err.println(e.getMessage());
            return NOTHING_TO_JUDGE;
        }
    }

    private List<Sample> samples(ExplainOptions options, Clock clock) throws ExplainException {
        if (options.readsTopic()) {
            TopicTail tail = new TopicTail(
                    kafka, config.retry().topic(), config.deadLetter().topic(), Relay.CLOCK);
            return tail.last(options.topic().orElseThrow(), options.last());
        }
        return new SampleFiles(options, System.in, clock).read();
    }

    private Optional<Circles> circles(ConfigProblems problems) {
        boolean isConfigured =
                !config.lots().lots().isEmpty() || !config.circles().circles().isEmpty();
        return isConfigured ? Optional.of(Circles.from(config.circles(), config.lots(), problems)) : Optional.empty();
    }
}
