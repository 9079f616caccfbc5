package org.parkingrelay.console.pages;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.Told;

/** A language that the pages are written in. */
public enum Language {
    /** English. */
    EN("en", "English"),
    /** Chinese, in simplified characters. */
    ZH("zh-CN", "中文");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** For {@code lang}. */
    public String tag() {
        return tag;
    }

    /** What those who speak it call it. */
    public String ownName() {
        return ownName;
    }

    /** As it stands in addresses, cookies and names of files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A text that is there in each. */
    String of(Told told) {
        return this == ZH ? told.zh() : told.en();
    }

    /** The one with this code. */
    static Optional<Language> coded(@Nullable String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    /** The one that a browser asks for first; English, where it asks for neither. */
    static Language accepted(@Nullable String header) {
        if (header == null || header.length() > 1_000) {
            return EN;
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .flatMap(range -> coded(range.getRange().split("-", -1)[0]).stream())
                    .findFirst()
                    .orElse(EN);
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }
}
