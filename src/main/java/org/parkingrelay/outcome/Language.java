package org.parkingrelay.outcome;

/** A language that people are told things in. */
public enum Language {
    /** English. */
    EN,
    /** Chinese. */
    ZH
}
