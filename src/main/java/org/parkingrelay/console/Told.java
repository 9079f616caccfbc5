package org.parkingrelay.console;

/** A text in each language. */
public record Told(String en, String zh) {}
