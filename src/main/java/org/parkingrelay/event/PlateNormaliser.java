package org.parkingrelay.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what recognisers and platforms put into the plate field. Lenient, because the result is only a key into the
 * members' bindings and a wrong read simply finds no member; it refuses only what WeChat Pay can never take. Plates that
 * members bind go through the same method, otherwise O and 0, or a dot, would keep them apart.
 *
 * <p>Never throws. The steps and their order are those of the plate vectors ({@code vectors/plates.tsv} in the tests).
 */
public final class PlateNormaliser {

    private static final String BETWEEN_PLATES = "|,;、";
    private static final String UNREADABLE_MARKS = "*?#%$&@!~^=+";
    private static final String SEPARATORS = "·•・‧∙⋅.。-‐–—―−_/\\:()[]…";
    private static final Set<String> NO_PLATE = Set.of(
            "",
            "无",
            "无牌",
            "无牌车",
            "无车牌",
            "无车牌号",
            "无号牌",
            "无牌照",
            "未识别",
            "未识别车牌",
            "识别失败",
            "无结果",
            "无匹配",
            "未知",
            "未知车牌",
            "默A00000",
            "NULL",
            "NONE",
            "UNKNOWN",
            "UNDEFINED",
            "NOPLATE");
    /** Longest first, so that 蓝牌 is not taken for 蓝. */
    private static final List<String> COLOURS = List.of(
            "黄绿双拼", "渐变绿色", "渐变绿", "黄绿色", "黄绿牌", "黄绿", "蓝白", "蓝色", "蓝牌", "黄色", "黄牌", "绿色", "绿牌", "白色", "白牌", "黑色", "黑牌",
            "蓝", "黄", "绿", "白", "黑");

    private static final String COLOUR_STARTS = "黄渐蓝绿白黑";
    private static final String COLOUR_ENDS = "拼色牌蓝黄绿白黑";

    private static final int SHORTEST_PLATE = 7;
    private static final int LONGEST_PLATE = 9;
    /** With fewer characters left, what looks like a suffix is part of the plate. */
    private static final int SHORTEST_BEFORE_SUFFIX = 6;

    private PlateNormaliser() {}

    /**
     * Reads one plate field, which may name several plates of one car.
     *
     * @param raw the recogniser's text, or null where the field is null
     */
    public static PlateReading read(@Nullable String raw) {
        return read(raw, List.of());
    }

    /**
     * Reads a plate field and the further plates that an event names for the same car.
     *
     * @param raw the recogniser's text, or null where the field is null
     * @param others other plates on the car, likewise as recognised
     */
    public static PlateReading read(@Nullable String raw, List<String> others) {
        PlateReading first = raw == null ? new PlateReading.Refused(PlateRefusal.NO_PLATE, "") : readField(raw);
        if (others.isEmpty()) {
            return first;
        }
        List<PlateReading> readings = new ArrayList<>();
        readings.add(first);
        others.forEach(other -> readings.add(readField(other)));
        return merged(readings);
    }

    private static PlateReading readField(String raw) {
        if (PlatePattern.isBare(raw)) {
            return readSerial(raw);
        }
        String text = PlateText.clean(raw);
        int mark = PlateText.indexOfAny(text, BETWEEN_PLATES, 0);
        if (mark < 0) {
            return readOne(text);
        }
        List<PlateReading> readings = new ArrayList<>();
        int start = 0;
        while (mark >= 0) {
            readings.add(readOne(text.substring(start, mark)));
            start = mark + 1;
            mark = PlateText.indexOfAny(text, BETWEEN_PLATES, start);
        }
        readings.add(readOne(text.substring(start)));
        return merged(readings);
    }

    private static PlateReading merged(List<PlateReading> readings) {
        List<Plate> plates = new ArrayList<>();
        for (PlateReading reading : readings) {
            if (reading instanceof PlateReading.Legible legible) {
                plates.addAll(legible.all());
            }
        }
        if (plates.isEmpty()) {
            return readings.get(0);
        }
        List<Plate> distinct = plates.stream().distinct().toList();
        return new PlateReading.Legible(distinct.get(0), distinct.subList(1, distinct.size()));
    }

    private static PlateReading readOne(String visible) {
        String text = withoutColourCode(visible);
        if (PlateText.indexOfAny(text, UNREADABLE_MARKS, 0) >= 0) {
            return refused(PlateRefusal.UNREADABLE);
        }
        text = withoutColour(PlateText.without(text, SEPARATORS));
        if (NO_PLATE.contains(text)) {
            return refused(PlateRefusal.NO_PLATE);
        }
        if (PlatePattern.isVirtual(text)) {
            return refused(PlateRefusal.VIRTUAL_PLATE);
        }
        if (!PlatePattern.isProvince(text.charAt(0))) {
            return new PlateReading.Refused(PlateRefusal.NOT_PROVINCE, PlatePattern.kindOfForeign(text));
        }
        return readSerial(text);
    }

    /** From here the text starts with a province. */
    private static PlateReading readSerial(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (!PlatePattern.isBody(text.charAt(i))) {
                return refused(PlateRefusal.UNEXPECTED_CHAR);
            }
        }
        if (text.length() < SHORTEST_PLATE) {
            return refused(PlateRefusal.TOO_SHORT);
        }
        if (text.length() > LONGEST_PLATE) {
            return refused(PlateRefusal.TOO_LONG);
        }
        if (PlatePattern.isPlaceholder(text)) {
            return refused(PlateRefusal.PLACEHOLDER);
        }
        String plate = repaired(text);
        PlateCategory category = PlatePattern.categoryOf(plate);
        if (category == PlateCategory.UNKNOWN && !PlatePattern.isAuthority(plate.charAt(1))) {
            return refused(PlateRefusal.BAD_AUTHORITY_LETTER);
        }
        return new PlateReading.Legible(new Plate(plate, category), List.of());
    }

    private static PlateReading refused(PlateRefusal reason) {
        return new PlateReading.Refused(reason, "");
    }

    /** Toll software appends the plate's colour as {@code _0} to {@code _13}. */
    private static String withoutColourCode(String text) {
        int mark = text.lastIndexOf('_');
        int digits = text.length() - mark - 1;
        boolean isCode = mark >= SHORTEST_BEFORE_SUFFIX
                && digits >= 1
                && digits <= 2
                && PlatePattern.isDigits(text, mark + 1, text.length());
        return isCode ? text.substring(0, mark) : text;
    }

    private static String withoutColour(String text) {
        if (text.isEmpty()
                || (COLOUR_STARTS.indexOf(text.charAt(0)) < 0
                        && COLOUR_ENDS.indexOf(text.charAt(text.length() - 1)) < 0)) {
            return text;
        }
        for (String colour : COLOURS) {
            if (text.endsWith(colour)) {
                String before = text.substring(0, text.length() - colour.length());
                if (before.length() >= SHORTEST_BEFORE_SUFFIX || isNoPlateMarker(before)) {
                    return before;
                }
            }
            if (text.startsWith(colour) && standsBeforeAPlate(text.substring(colour.length()))) {
                return text.substring(colour.length());
            }
        }
        return text;
    }

    /** 黑 is a colour and a province: 黑A12345 stays, 黑黑A12345 loses one. */
    private static boolean standsBeforeAPlate(String rest) {
        return isNoPlateMarker(rest)
                || rest.startsWith("WJ")
                || (!rest.isEmpty() && PlatePattern.isProvince(rest.charAt(0)));
    }

    private static boolean isNoPlateMarker(String text) {
        return !text.isEmpty() && NO_PLATE.contains(text);
    }

    /** No authority issues O or I in a serial, so they can only be 0 and 1; at the authority's place O is a letter. */
    private static String repaired(String text) {
        boolean isClean = text.indexOf('O', 2) < 0 && text.indexOf('I', 2) < 0;
        return isClean
                ? text
                : text.substring(0, 2) + text.substring(2).replace('O', '0').replace('I', '1');
    }
}
