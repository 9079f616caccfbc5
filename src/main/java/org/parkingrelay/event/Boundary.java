package org.parkingrelay.event;

/** Where a gate stands: nested car parks report a car twice, and only the outer gate says whether it is in the mall. */
public enum Boundary {
    /** Between the car park and the street. */
    OUTER,
    /** Between two areas of one car park; never reported. */
    INNER
}
