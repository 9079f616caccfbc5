package org.parkingrelay.console;

import org.parkingrelay.outcome.Language;

/** A trace for a terminal. */
public final class CarTraceText {

    private static final int TIME_BEGINS = 11;
    private static final int TIME_ENDS = 19;
    private static final String INDENT = " ".repeat(10);

    private CarTraceText() {}

    /** All of it, each event with its steps and what to do about it. */
    public static String of(CarTrace trace, Language language) {
        StringBuilder text = new StringBuilder();
        for (TracedEvent event : trace.events()) {
            text.append(time(event)).append("  ").append(event.lot());
            text.append(event.lane().isEmpty() ? "" : " " + event.lane());
            text.append(' ').append(event.direction()).append("  ").append(event.record());
            text.append(event.place() == 0 ? "" : " (" + event.place() + ")").append('\n');
            for (OutcomeStep step : event.earlier()) {
                line(text, in(step.sentence(), language));
            }
            line(text, in(event.last().sentence(), language));
            event.last().advice().ifPresent(advice -> line(text, "→ " + in(advice, language)));
        }
        boolean isEnglish = language == Language.EN;
        if (trace.events().isEmpty()) {
            text.append(
                    isEnglish
                            ? "No event of this plate is known for " + trace.day()
                                    + ": no gate told of it, or its camera read another plate.\n"
                            : trace.day() + " 没有此车牌的事件:闸机没有上报,或摄像头识别成了别的车牌。\n");
        }
        if (trace.more()) {
            text.append(isEnglish ? "There were more events than are shown.\n" : "事件太多,未全部显示。\n");
        }
        for (CarTrace.BoundNow bound : trace.boundNow()) {
            text.append(isEnglish ? "bound now in " : "目前绑定,")
                    .append(bound.circle())
                    .append(": ");
            text.append(bound.members()
                    .map(members -> isEnglish ? members + " members" : members + " 位会员")
                    .orElse(isEnglish ? "not known, the store was not asked" : "未知,没有查询存储"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String time(TracedEvent event) {
        String at = event.occurredAt().isEmpty() ? event.last().at() : event.occurredAt();
        return at.substring(TIME_BEGINS, TIME_ENDS);
    }

    private static String in(Told told, Language language) {
        return language == Language.ZH ? told.zh() : told.en();
    }

    private static void line(StringBuilder text, String words) {
        text.append(INDENT).append(words).append('\n');
    }
}
