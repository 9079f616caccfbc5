/**
 * The catalogue of meters and log keys: every name that a dashboard, an alert or a log search may rely on.
 *
 * <p>Imports no other room. No plate, openid, key or body ever becomes a tag or a log field.
 */
@NullMarked
package org.parkingrelay.telemetry;

import org.jspecify.annotations.NullMarked;
