package org.parkingrelay;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.parkingrelay.binding.BindingCheck;
import org.parkingrelay.binding.Filling;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.Keys;
import org.parkingrelay.config.SecretFile;
import org.parkingrelay.console.Users;
import org.parkingrelay.delivery.DeliveryCheck;
import org.parkingrelay.delivery.MerchantCheck;
import org.parkingrelay.intake.IntakeCheck;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.outcome.OutcomeCheck;
import org.parkingrelay.redrive.RedriveCheck;
import org.parkingrelay.retry.RetryCheck;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.wechatpay.WeChatPay;

/**
 * What the checks of the configuration leave behind, once nothing is wrong with it.
 *
 * @param secret of keyed hashes, where one is configured
 */
record CheckedParts(
        Mappings mappings, Circles circles, WeChatPay wechatpay, Stores stores, Optional<byte[]> secret, Users users) {

    /** Has each room check its own keys, opens the store and fills it; what is wrong is told all at once. */
    static CheckedParts of(RelayConfiguration config, Supplier<RedisClient> redis, Clock clock, StoreWatch watch) {
        ConfigProblems problems = new ConfigProblems();
        Keys.check(config.all(), problems);
        String deadLetters = config.deadLetter().topic();
        String retries = config.retry().topic();
        IntakeCheck.run(config.intake(), deadLetters, retries, BindingCheck.topic(config.lookup()), problems);
        Mappings mappings =
                Mappings.open(config.intake().mappings(), config.intake().lanes(), problems);
        BindingCheck.run(config.lookup(), List.of(deadLetters, retries), problems);
        OutcomeCheck.topic(config.outcome())
                .ifPresent(topic -> IntakeCheck.notRead(config.intake(), "topic of outcomes", topic, problems));
        OutcomeCheck.run(
                config.outcome(), List.of(deadLetters, retries, config.lookup().topic()), problems);
        Circles circles = Circles.from(config.circles(), config.lots(), problems);
        WeChatPay wechatpay = WeChatPay.from(config.wechatpay(), clock, problems);
        new MerchantCheck(circles, config.wechatpay()).run(problems);
        DeliveryCheck.run(config.delivery(), problems);
        Optional<byte[]> secret = SecretFile.read(
                "relay.delivery.hash-key-file", config.delivery().hashKeyFile(), problems);
        RetryCheck.run(config.retry(), problems);
        RedriveCheck.run(
                config.redrive(),
                Map.of(
                        "relay.dead-letter.topic", deadLetters,
                        "relay.retry.topic", retries,
                        "relay.lookup.topic", config.lookup().topic()),
                IntakeCheck.reads(config.intake()),
                problems);
        Users users = Users.from(config.console(), problems);
        Optional<Stores> stores = Stores.open(config.lookup(), redis, clock, watch, problems);
        try {
            problems.throwIfAny();
            // Last, so that a start that fails has not changed the store.
            stores.ifPresent(opened -> Filling.run(opened.bindings(), opened.positions(), config.lookup(), problems));
            problems.throwIfAny();
        } catch (RuntimeException e) {
            stores.ifPresent(Stores::close);
            wechatpay.close();
            throw e;
        }
        return new CheckedParts(mappings, circles, wechatpay, stores.orElseThrow(), secret, users);
    }
}
