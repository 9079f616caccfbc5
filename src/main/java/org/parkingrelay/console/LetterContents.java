package org.parkingrelay.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.LetterView.Content;
import org.parkingrelay.console.LetterView.HeaderRow;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.outbox.Origin;

/** Makes a letter's bytes readable, masked or as they are. */
final class LetterContents {

    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int MOST_HEX_BYTES = 16 * 1024;
    private static final int HEX_LINE = 16;

    private final DeadLetter letter;
    private final LetterMask mask;
    private final boolean reveal;

    LetterContents(DeadLetter letter, LetterMask mask, boolean reveal) {
        this.letter = letter;
        this.mask = mask;
        this.reveal = reveal;
    }

    /** The key. */
    Content key() {
        return text("", letter.raw().key());
    }

    /** The value: JSON on several lines; what is not JSON is hidden whole from who may not see it. */
    Content value() {
        byte[] value = letter.raw().value();
        if (value == null) {
            return none();
        }
        Optional<JsonNode> json =
                PersonalText.text(value, StandardCharsets.UTF_8).flatMap(Json::read);
        if (json.isPresent()) {
            return cut("json", Json.pretty(reveal ? json.get() : mask.of(json.get())), value.length);
        }
        return reveal ? text("", value) : new Content("hidden", "", value.length, false);
    }

    /** The headers in their order; those that the relay wrote tell of no person, but anybody may write to the topic. */
    List<HeaderRow> headers() {
        List<HeaderRow> rows = new ArrayList<>();
        for (Header header : letter.raw().headers()) {
            boolean isOwn = Origin.isOwn(header.key());
            String name = reveal ? header.key() : mask.of("", header.key());
            rows.add(new HeaderRow(name, isOwn ? own(header) : text(header.key(), header.value()), isOwn));
        }
        return rows;
    }

    private Content own(Header header) {
        byte[] bytes = header.value();
        if (bytes == null) {
            return none();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return cut("text", reveal ? text : Masks.ofSentence(text), bytes.length);
    }

    private Content text(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            return none();
        }
        Optional<String> text = PersonalText.text(bytes, StandardCharsets.UTF_8);
        if (reveal) {
            return text.map(plain -> cut("text", plain, bytes.length))
                    .orElseGet(() -> cut("hex", HexFormat.ofDelimiter(" ").formatHex(bytes), bytes.length));
        }
        return text.map(plain -> mask.of(name, plain))
                .map(shown -> new Content(shown.contains(Masks.HIDDEN) ? "hidden" : "text", shown, bytes.length, false))
                .orElseGet(() -> new Content("hidden", "", bytes.length, false));
    }

    private static Content none() {
        return new Content("none", "", 0, false);
    }

    private static Content cut(String kind, String text, int bytes) {
        boolean isCut = text.length() > LONGEST_TEXT;
        return new Content(kind, isCut ? text.substring(0, LONGEST_TEXT) : text, bytes, isCut);
    }

    /** The first bytes of the value, as dumps show them; absent for who may not see them. */
    Optional<String> hex() {
        byte[] value = letter.raw().value();
        if (!reveal || value == null) {
            return Optional.empty();
        }
        StringBuilder dump = new StringBuilder();
        int length = Math.min(value.length, MOST_HEX_BYTES);
        for (int at = 0; at < length; at += HEX_LINE) {
            int end = Math.min(at + HEX_LINE, length);
            String hex = HexFormat.ofDelimiter(" ").formatHex(value, at, end);
            dump.append("%08x  %-47s  |".formatted(at, hex));
            for (int i = at; i < end; i++) {
                dump.append(value[i] >= ' ' && value[i] < 0x7f ? (char) value[i] : '.');
            }
            dump.append("|\n");
        }
        if (length < value.length) {
            dump.append("… and ").append(value.length - length).append(" bytes more\n");
        }
        return Optional.of(dump.toString());
    }

    /** Whether what is shown holds a text; so that nobody finds by searching what they may not see. */
    boolean shows(String lowerCase) {
        return holds(value().text(), lowerCase)
                || headers().stream().anyMatch(header -> holds(header.value().text(), lowerCase));
    }

    private static boolean holds(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
