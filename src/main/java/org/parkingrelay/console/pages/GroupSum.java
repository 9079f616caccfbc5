package org.parkingrelay.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.GroupPage;
import org.parkingrelay.console.ProblemException;

/** What was counted so far, as the page carries it from part to part: nobody here remembers a scan. */
@Singleton
class GroupSum {

    private final ObjectMapper json;

    GroupSum(ObjectMapper json) {
        this.json = json;
    }

    String write(GroupPage sum) {
        try {
            return Base64.getUrlEncoder().encodeToString(json.writeValueAsBytes(sum));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("groups can be written", e);
        }
    }

    Optional<GroupPage> read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(Base64.getUrlDecoder().decode(text), GroupPage.class));
        } catch (IOException | IllegalArgumentException e) {
            throw ProblemException.field("sum", "is not what the page before had");
        }
    }
}
