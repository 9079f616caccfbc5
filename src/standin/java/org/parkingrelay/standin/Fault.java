package org.parkingrelay.standin;

import java.time.Duration;

/** A way in which WeChat Pay, or the network before it, can fail. */
public sealed interface Fault {

    /** Answers an error, signed, without taking the report. */
    record Status(int status, String code, String message) implements Fault {}

    /** Takes nothing and never answers. */
    record Hang() implements Fault {}

    /** Takes nothing and breaks the connection. */
    record Reset() implements Fault {}

    /** Takes the report and breaks the connection. */
    record ResetAfterTaking() implements Fault {}

    /** Takes the report and answers late. */
    record Slow(Duration delay) implements Fault {}

    /** Takes the report and answers with a signature that is not of this answer. */
    record BadSignature() implements Fault {}

    /** Takes the report and answers without the headers of the signature. */
    record NoSignature() implements Fault {}

    /** Takes the report and answers with a signature probe, which is not even Base64 (D:4013053249, section 5). */
    record Probe() implements Fault {}

    /** Answers a page, as proxies do, without taking the report. */
    record Html(int status) implements Fault {}

    /** Takes the report and names another key than was asked for. */
    record WrongSerial() implements Fault {}

    /** Takes the report and answers with a time of ten minutes ago, properly signed. */
    record OldTimestamp() implements Fault {}

    /** Whether the report is taken all the same. */
    default boolean takes() {
        return !(this instanceof Status || this instanceof Hang || this instanceof Reset || this instanceof Html);
    }

    /**
     * Reads a fault as people type it: {@code status 500 SYSTEM_ERROR}, {@code hang}, {@code reset}, {@code reset-after-taking},
     * {@code slow 2000} (milliseconds), {@code bad-signature}, {@code no-signature}, {@code probe}, {@code html 502}, {@code
     * wrong-serial}, {@code old-timestamp}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Fault parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        return switch (words[0]) {
            case "status" ->
                new Status(Integer.parseInt(words[1]), words.length > 2 ? words[2] : "SYSTEM_ERROR", "系统错误");
            case "hang" -> new Hang();
            case "reset" -> new Reset();
            case "reset-after-taking" -> new ResetAfterTaking();
            case "slow" -> new Slow(Duration.ofMillis(Long.parseLong(words[1])));
            case "bad-signature" -> new BadSignature();
            case "no-signature" -> new NoSignature();
            case "probe" -> new Probe();
            case "html" -> new Html(words.length > 1 ? Integer.parseInt(words[1]) : 502);
            case "wrong-serial" -> new WrongSerial();
            case "old-timestamp" -> new OldTimestamp();
            default -> throw new IllegalArgumentException("no such fault");
        };
    }
}
