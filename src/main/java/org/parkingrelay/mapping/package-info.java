/**
 * A vendor's own format into canonical events: JSONata files, one for each topic or pattern of topics, and the functions that
 * JSONata lacks for it. Examples for known vendors are in the resources, below {@code mappings}.
 */
@NullMarked
package org.parkingrelay.mapping;

import org.jspecify.annotations.NullMarked;
