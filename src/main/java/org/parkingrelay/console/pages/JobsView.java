package org.parkingrelay.console.pages;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.console.JobAnswer;

/**
 * The page of jobs.
 *
 * @param unavailable why none can be started; empty where one can
 */
public record JobsView(String unavailable, Optional<JobAnswer> current, List<JobAnswer> jobs) {}
