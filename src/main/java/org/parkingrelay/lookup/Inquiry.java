package org.parkingrelay.lookup;

import java.util.List;
import org.parkingrelay.event.Plate;

/**
 * Whom a car is asked for.
 *
 * @param appId the app id that the openids belong to
 * @param plates of one car, at least one
 */
public record Inquiry(String appId, List<Plate> plates) {}
