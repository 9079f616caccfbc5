package org.parkingrelay.load;

import java.util.Arrays;
import java.util.List;

/** The page of results: a line for each figure, with its bound where it has one. */
final class Page {

    private boolean isMissed;

    void title(String text) {
        System.out.printf("%n%s%n", text);
    }

    /** A figure that speaks for itself. */
    void line(String what, double value, String unit) {
        System.out.printf("  %-66s %12s %s%n", what, number(value), unit);
    }

    /** A figure that must not be above its bound. */
    void atMost(String what, double value, String unit, double bound) {
        bounded(what, value, unit, "at most " + number(bound), value <= bound);
    }

    /** A figure that must not be below its bound. */
    void atLeast(String what, double value, String unit, double bound) {
        bounded(what, value, unit, "at least " + number(bound), value >= bound);
    }

    /** What another benchmark has printed. */
    void add(boolean isHeld) {
        isMissed |= !isHeld;
    }

    private void bounded(String what, double value, String unit, String bound, boolean isHeld) {
        isMissed |= !isHeld;
        System.out.printf("  %-66s %12s %-10s (%s)%s%n", what, number(value), unit, bound, isHeld ? "" : " MISSED");
    }

    private static String number(double value) {
        return value >= 100 ? String.format("%,.0f", value) : String.format("%.2f", value);
    }

    boolean isMissed() {
        return isMissed;
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
