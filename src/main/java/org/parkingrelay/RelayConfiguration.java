package org.parkingrelay;

import org.eclipse.microprofile.config.Config;
import org.parkingrelay.circle.CirclesConfig;
import org.parkingrelay.circle.LotsConfig;
import org.parkingrelay.console.ConsoleConfig;
import org.parkingrelay.deadletter.DeadLetterConfig;
import org.parkingrelay.delivery.DeliveryConfig;
import org.parkingrelay.intake.IntakeConfig;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.outcome.OutcomeConfig;
import org.parkingrelay.redrive.RedriveConfig;
import org.parkingrelay.retry.RetryConfig;
import org.parkingrelay.wechatpay.WeChatPayConfig;

/**
 * The configuration of all rooms, as it was read.
 *
 * @param all every key there is, to find those that no room knows
 */
record RelayConfiguration(
        Config all,
        IntakeConfig intake,
        CirclesConfig circles,
        LotsConfig lots,
        LookupConfig lookup,
        DeliveryConfig delivery,
        WeChatPayConfig wechatpay,
        RetryConfig retry,
        DeadLetterConfig deadLetter,
        RedriveConfig redrive,
        ConsoleConfig console,
        OutcomeConfig outcome) {}
