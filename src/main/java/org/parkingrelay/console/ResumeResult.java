package org.parkingrelay.console;

/**
 * What came of it.
 *
 * @param result {@code resumed}, or {@code unchanged} where nothing was paused
 * @param pod whose lane it was: other pods have their own
 */
public record ResumeResult(String result, String pod) {}
