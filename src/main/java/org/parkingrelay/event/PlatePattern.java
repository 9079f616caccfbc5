package org.parkingrelay.event;

/** The alphabet and the patterns of Chinese plates, after separators are gone and letters are upper case. */
final class PlatePattern {

    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static final String SPECIAL = "挂学警港澳领使试超临应急";
    private static final String ENERGY_LETTERS = "ABCDEFGHJK";

    private PlatePattern() {}

    static boolean isProvince(char c) {
        return PROVINCES.indexOf(c) >= 0;
    }

    /** May stand after the province. */
    static boolean isBody(char c) {
        return isLetter(c) || isDigit(c) || SPECIAL.indexOf(c) >= 0;
    }

    /** The letter of an issuing authority. O was the provincial police's. */
    static boolean isAuthority(char c) {
        return isLetter(c) && c != 'I';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z';
    }

    /**
     * Whether the text needs no cleaning: a province, then upper-case ASCII letters and digits only. In front of WJ, 黑 is
     * the colour of a plate of the armed police.
     */
    static boolean isBare(String text) {
        if (text.length() < 2 || !isProvince(text.charAt(0)) || text.startsWith("黑WJ")) {
            return false;
        }
        return isPlainSerial(text, 1);
    }

    /** Letters and digits to the end. */
    private static boolean isPlainSerial(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isLetter(text.charAt(i)) && !isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@code NOP0001}, {@code 无Y88YY55}: numbers that car parks give to cars without a plate. */
    static boolean isVirtual(String text) {
        if (text.startsWith("NOP")) {
            return isDigits(text, 3, text.length());
        }
        return text.length() >= 4 && (text.charAt(0) == '无' || text.charAt(0) == '临') && isPlainSerial(text, 1);
    }

    /** A name for what a text without a province looks like, for counting. */
    static String kindOfForeign(String text) {
        if (text.indexOf('使') >= 0) {
            return "EMBASSY";
        }
        if (text.startsWith("WJ")) {
            return "ARMED_POLICE";
        }
        if (text.startsWith("民航")) {
            return "CIVIL_AVIATION";
        }
        if (text.length() == 7 && isLetter(text.charAt(0)) && isLetter(text.charAt(1)) && isDigits(text, 2, 7)) {
            return "MILITARY_OR_VIRTUAL";
        }
        return isPlainSerial(text, 0) ? "FOREIGN_OR_VIRTUAL" : "OTHER";
    }

    /** Fillers of test benches and documents: five or more X or 0 and nothing else, or letters only. */
    static boolean isPlaceholder(String text) {
        // A loop, since each plate passes here, and streams were among the largest parts of an import's time.
        int marks = 0;
        int letters = 0;
        int zeros = 0;
        for (int i = 2; i < text.length() && SPECIAL.indexOf(text.charAt(i)) < 0; i++) {
            char c = text.charAt(i);
            marks++;
            letters += isLetter(c) ? 1 : 0;
            zeros += c == '0' ? 1 : 0;
        }
        return (marks >= 4 && letters == marks) || (marks >= 5 && zeros == marks);
    }

    static PlateCategory categoryOf(String plate) {
        int length = plate.length();
        char last = plate.charAt(length - 1);
        boolean authority = isAuthority(plate.charAt(1));
        if (plate.endsWith("应急")) {
            return authority && length == 8 && isDigits(plate, 2, 6) ? PlateCategory.EMERGENCY : PlateCategory.UNKNOWN;
        }
        if (last == '领') {
            boolean older = authority && isDigits(plate, 2, 6);
            boolean newer = isDigits(plate, 1, 4) && serial(plate, 4, 6);
            return length == 7 && (older || newer) ? PlateCategory.CONSULATE : PlateCategory.UNKNOWN;
        }
        if (SPECIAL.indexOf(last) >= 0) {
            return authority && serial(plate, 2, length - 1)
                    ? specialCategory(plate, last, length - 3)
                    : PlateCategory.UNKNOWN;
        }
        if (length == 7 && authority && serial(plate, 2, 7)) {
            return PlateCategory.ORDINARY;
        }
        if (length == 8) {
            return categoryOfEight(plate, authority);
        }
        return PlateCategory.UNKNOWN;
    }

    private static PlateCategory specialCategory(String plate, char last, int serialLength) {
        boolean fourOrFive = serialLength == 4 || serialLength == 5;
        return switch (last) {
            case '挂' -> serialLength == 4 ? PlateCategory.TRAILER : PlateCategory.UNKNOWN;
            case '学' -> fourOrFive ? PlateCategory.COACH : PlateCategory.UNKNOWN;
            case '警' -> fourOrFive ? PlateCategory.POLICE : PlateCategory.UNKNOWN;
            case '试', '超' -> fourOrFive ? PlateCategory.TEST : PlateCategory.UNKNOWN;
            case '港', '澳' ->
                serialLength == 4 && plate.startsWith("粤Z") ? PlateCategory.HK_MACAU_CROSS : PlateCategory.UNKNOWN;
            case '临' -> fourOrFive || serialLength == 6 ? PlateCategory.TEMPORARY : PlateCategory.UNKNOWN;
            default -> PlateCategory.UNKNOWN;
        };
    }

    private static PlateCategory categoryOfEight(String plate, boolean authority) {
        if (isDigits(plate, 1, 8)) {
            return PlateCategory.TRACTOR;
        }
        if (authority && ENERGY_LETTERS.indexOf(plate.charAt(2)) >= 0 && serial(plate, 3, 4) && isDigits(plate, 4, 8)) {
            return PlateCategory.NEV_SMALL;
        }
        if (authority && isDigits(plate, 2, 7) && ENERGY_LETTERS.indexOf(plate.charAt(7)) >= 0) {
            return PlateCategory.NEV_LARGE;
        }
        return PlateCategory.UNKNOWN;
    }

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A digit or a letter other than I and O, at every place. */
    private static boolean serial(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = isLetter(c) && c != 'I' && c != 'O';
            if (!letter && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
