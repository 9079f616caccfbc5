package org.parkingrelay.wechatpay;

import java.util.Optional;

/**
 * Where WeChat Pay is called, for people.
 *
 * @param primary host, with its port where it has one
 * @param backup the other one; empty where there is none
 * @param isPrimaryFirst whether the primary goes first, since it answers
 */
public record HostsView(String primary, Optional<String> backup, boolean isPrimaryFirst) {}
