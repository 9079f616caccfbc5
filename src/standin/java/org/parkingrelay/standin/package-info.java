/**
 * A stand-in of WeChat Pay's {@code POST /v3/businesscircle/parkings} for tests and local runs, because production has no
 * sandbox and may not be load-tested. Written from the documentation and not from the relay's client: it shares no code with
 * it, so that neither is judged by its sibling. Never part of the packaged jar.
 */
@NullMarked
package org.parkingrelay.standin;

import org.jspecify.annotations.NullMarked;
