package org.parkingrelay.console;

/**
 * What came of unbinding.
 *
 * @param ended how many bindings there were and are no more
 */
public record UnbindResult(int ended) {}
