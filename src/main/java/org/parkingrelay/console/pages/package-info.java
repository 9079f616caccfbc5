/**
 * Operators' pages: rendered here, in English or Chinese, with no second truth: whatever they show or do, the desks of {@code console}
 * do. Plates come in bodies only; texts that others wrote are never taken for HTML.
 *
 * <p>Imports {@code console}, and the types that its desks answer with: of {@code circle}, {@code deadletter}, {@code delivery},
 * {@code event}, {@code outcome}, {@code overview} and {@code redrive}.
 */
@NullMarked
package org.parkingrelay.console.pages;

import org.jspecify.annotations.NullMarked;
