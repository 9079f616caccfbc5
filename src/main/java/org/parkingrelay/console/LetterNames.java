package org.parkingrelay.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;

/** Reads the names of dead letters in a request. */
final class LetterNames {

    private static final String EXPECTED = "; expected are names such as 0-1234";

    private LetterNames() {}

    static List<LetterId> of(@Nullable List<@Nullable String> ids) {
        if (ids == null || ids.isEmpty()) {
            throw ProblemException.field("ids", "names no letter" + EXPECTED);
        }
        return ids.stream().map(id -> one("ids", id)).toList();
    }

    static LetterId one(String field, @Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(LetterId::parse)
                .orElseThrow(() -> ProblemException.field(field, "holds what is no letter's name" + EXPECTED));
    }
}
