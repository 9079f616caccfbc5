/**
 * Operators' API: what people ask of the relay and do to its data, who may, and the audit log of it. Never calls WeChat Pay.
 *
 * <p>Imports {@code circle}, {@code config}, {@code event}, {@code lookup}, {@code store} and {@code telemetry}; for dead letters {@code
 * deadletter}, {@code contract}, {@code delivery}, {@code outbox} and {@code redrive}. Plates and openids come and go in bodies only, never in addresses, since those end in the access logs of proxies; {@link
 * org.parkingrelay.console.Masks} is the one place that masks them, {@link org.parkingrelay.console.AuditLog} the one that tells
 * who did what.
 */
@NullMarked
package org.parkingrelay.console;

import org.jspecify.annotations.NullMarked;
