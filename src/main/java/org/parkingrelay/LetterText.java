package org.parkingrelay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parkingrelay.console.GroupPage.GroupRow;
import org.parkingrelay.console.LetterRow;
import org.parkingrelay.console.LetterRow.EventRow;
import org.parkingrelay.console.LetterView;
import org.parkingrelay.console.LetterView.Content;
import org.parkingrelay.deadletter.Advice;

/** Dead letters for people at a terminal. */
final class LetterText {

    private static final String MARGIN = "    ";
    private static final int LABEL_WIDTH = 9;
    /** China's, which has no summer time. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private LetterText() {}

    /** A paragraph. */
    static String of(LetterRow letter) {
        StringBuilder text = new StringBuilder();
        text.append(joined(
                        letter.id(),
                        time(letter.at()),
                        letter.state().equals("open") ? "" : letter.state(),
                        letter.reason(),
                        letter.code(),
                        letter.status(),
                        letter.circle()))
                .append('\n');
        line(text, "why", letter.explanation());
        letter.events().forEach(event -> line(text, "event", of(event)));
        if (letter.moreEvents() > 0) {
            line(text, "", "and " + letter.moreEvents() + " more");
        }
        return text.toString();
    }

    private static String of(EventRow event) {
        return joined(
                event.direction(),
                event.plate().isEmpty() ? "(no plate)" : event.plate(),
                event.lot(),
                event.gate(),
                time(event.occurredAt()),
                event.kind().equals("PASSAGE") ? "" : event.kind());
    }

    /** A paragraph. */
    static String of(GroupRow group) {
        StringBuilder text = new StringBuilder();
        text.append(joined(group.letters() + "x", group.reason(), group.code(), group.status(), group.circle()))
                .append('\n');
        line(text, "why", group.explanation());
        line(text, "seen", time(group.first()) + " to " + time(group.last()));
        line(text, "cause", group.cause());
        line(text, "sample", group.sample());
        return text.toString();
    }

    /** Everything. */
    static String of(LetterView view) {
        LetterRow letter = view.letter();
        StringBuilder text = new StringBuilder(of(letter));
        Optional<Advice> advice = Optional.ofNullable(view.advice().get("en"));
        advice.ifPresent(told -> {
            line(text, "means", told.why());
            line(text, "to do", told.toDo());
        });
        line(text, "from", letter.source());
        view.firstSeen().ifPresent(time -> line(text, "seen", time(time)));
        line(text, "attempts", String.valueOf(letter.attempts()));
        line(text, "request", letter.requestId());
        line(text, "redrives", String.valueOf(letter.redrives()));
        line(text, "cause", letter.cause());
        view.reading().stream()
                .filter(part -> part.event().isEmpty())
                .forEach(part -> line(text, "read as", joined(part.kind(), part.explanation())));
        List<LetterView.HeaderRow> headers = view.headers();
        headers.forEach(header -> line(text, "header", header.name() + ": " + of(header.value())));
        line(text, "key", of(view.key()));
        line(text, "value", of(view.value()));
        view.hex().ifPresent(hex -> line(text, "bytes", hex.stripTrailing()));
        return text.toString();
    }

    private static String of(Content content) {
        return switch (content.kind()) {
            case "none" -> "(none)";
            case "hidden" -> content.text().isEmpty() ? "(hidden, " + content.bytes() + " bytes)" : content.text();
            default -> content.text() + (content.isCut() ? "… (cut)" : "");
        };
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                time.truncatedTo(ChronoUnit.SECONDS).atOffset(BEIJING));
    }

    private static String joined(String... parts) {
        return Stream.of(parts)
                .filter(part -> !part.isEmpty())
                .map(part -> plain(part).replace('\n', ' '))
                .collect(Collectors.joining("  "));
    }

    /** Whatever a stranger wrote must not steer the terminal. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\n]]", "�");
    }

    private static void line(StringBuilder text, String label, String content) {
        String plain = plain(content);
        if (!plain.isEmpty()) {
            text.append(MARGIN)
                    .append(label)
                    .append(" ".repeat(LABEL_WIDTH - label.length()))
                    .append(plain.replace("\n", "\n" + MARGIN + " ".repeat(LABEL_WIDTH)))
                    .append('\n');
        }
    }
}
