package org.parkingrelay.explain;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.parkingrelay.explain.Fate.Deed;

/** Explains samples one after the other and prints what comes of each. */
public final class Printer {

    private final Explainer explainer;
    private final PrintStream out;
    private final boolean isJson;

    public Printer(Explainer explainer, PrintStream out, boolean isJson) {
        this.explainer = explainer;
        this.out = out;
        this.isJson = isJson;
    }

    /** Prints all, for people with a sum at the end; says whether nothing would be dead-lettered. */
    public boolean print(List<Sample> samples) {
        Map<Deed, Integer> sums = new EnumMap<>(Deed.class);
        for (Sample sample : samples) {
            Explanation explanation = explainer.explain(sample);
            if (isJson) {
                out.print(ExplainJson.of(explanation) + "\n");
            } else {
                out.print((sums.isEmpty() ? "" : "\n") + ExplainText.of(explanation));
            }
            explanation.parts().forEach(part -> sums.merge(part.fate().deed(), 1, Integer::sum));
        }
        int events = sums.values().stream().mapToInt(Integer::intValue).sum();
        if (!isJson && events != 1) {
            out.print((sums.isEmpty() ? "" : "\n") + count(samples.size(), "record") + ", " + count(events, "event")
                    + ": " + sum(sums) + "\n");
        }
        out.flush();
        return !sums.containsKey(Deed.DEAD_LETTERS);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String sum(Map<Deed, Integer> sums) {
        return sums.getOrDefault(Deed.REPORTS, 0) + " reported for members, " + sums.getOrDefault(Deed.SKIPS, 0)
                + " skipped, " + sums.getOrDefault(Deed.DEAD_LETTERS, 0) + " dead-lettered";
    }
}
