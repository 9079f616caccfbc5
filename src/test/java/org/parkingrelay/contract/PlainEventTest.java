package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.event.PassageEvent;

class PlainEventTest {

    private static final String PLAIN =
            "{\"eventId\":\"e-1\",\"direction\":\"IN\",\"plateNumber\":\"粤B·12345\",\"lotId\":\"LOT-1\","
                    + "\"occurredAt\":\"2026-01-31T10:15:30.123+08:00\"}";

    /** Values of fields, of which some are none. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "100",
            "100.5",
            "-1e400",
            "{}",
            "[]",
            "[\"粤B12345\"]",
            "\"\"",
            "\"IN\"",
            "\"OUT\"",
            "\"in\"",
            "\"PASSAGE\"",
            "\"CANCELLATION\"",
            "\"OUTER\"",
            "\"INNER\"",
            "\"e-1\"",
            "\"粤B12345\"",
            "\"\\u7ca4B12345,粤Z1234港\"",
            "\"\\ud83d\\ude97\"",
            "\"\\ud83d\"",
            "\"\\q\"",
            "\"\uFFFD\"",
            "\"2026-01-31T10:15:30+08:00\"",
            "\"2026-01-31T02:15:30Z\"",
            "\"2026-01-31 10:15:30\"",
            "\"" + "x".repeat(64) + "\"",
            "\"" + "x".repeat(65) + "\"",
            "\"" + "x".repeat(129) + "\"",
            "\"" + "🚗".repeat(40) + "\"",
            "\"\t\"",
            "x");

    private static final List<String> FIELDS = List.of(
            "eventId",
            "direction",
            "plateNumber",
            "lotId",
            "occurredAt",
            "laneId",
            "laneName",
            "kind",
            "boundary",
            "replayed",
            "supersedes",
            "alternates",
            "confidence",
            "sentAt",
            "enteredAt",
            "vendor",
            "specversion",
            "data",
            "type",
            "id",
            "other");

    private static Decoded byTree(byte[] value) {
        return EventDecoder.decodeByTree(GateRecord.of(new ConsumerRecord<>("events", 0, 0, null, value)), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void reads_a_plain_event() {
        PassageEvent event = PlainEvent.read(bytes(PLAIN));

        assertThat(new Decoded.Event(event)).isEqualTo(byTree(bytes(PLAIN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "null",
                "{\"eventId\":",
                "{\"specversion\":\"1.0\",\"data\":{}}",
                "\uFEFF{}",
                "{} {}",
                "{\"eventId\":\"e-1\"} x"
            })
    void leaves_the_rest_to_others(String value) {
        assertThat(PlainEvent.read(bytes(value))).isNull();
    }

    @Test
    void leaves_bytes_that_are_not_utf8_to_others() {
        byte[] latin = PLAIN.replace("e-1", "e-\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = bytes(PLAIN.replace("e-1", "e-##"));
        int at = new String(overlong, StandardCharsets.ISO_8859_1).indexOf("##");
        overlong[at] = (byte) 0xC0;
        overlong[at + 1] = (byte) 0x80;

        assertThat(PlainEvent.read(latin)).isNull();
        assertThat(PlainEvent.read(overlong)).isNull();
    }

    /** Held against Java's own decoder, which is strict. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"laneId\":\"#\",", "{\"vendor\":\"#\",", "{\"#\":null,"})
    void takes_no_bytes_that_are_not_utf8_and_reads_all_chinese(String begin) {
        String[] around = (begin + PLAIN.substring(1)).split("#");
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0x7f; second <= 0xc0; second++) {
                for (int third : new int[] {-1, 0x7f, 0x80, 0xbf, 0xc0}) {
                    for (int fourth : new int[] {-1, 0x7f, 0x80, 0xbf, 0xc0}) {
                        assertReadAsByTree(around, first, second, third, fourth);
                    }
                }
            }
        }
        assertThat(PlainEvent.read(bytes(String.join("商场南门进场车道一号，粤港澳", around))))
                .isNotNull();
    }

    private static void assertReadAsByTree(String[] around, int... between) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(bytes(around[0]));
        for (int one : between) {
            if (one >= 0) {
                value.write(one);
            }
        }
        value.writeBytes(bytes(around[1]));
        PassageEvent event = PlainEvent.read(value.toByteArray());
        if (event != null) {
            assertThat(isUtf8(value.toByteArray())).isTrue();
            assertThat(new Decoded.Event(event)).isEqualTo(byTree(value.toByteArray()));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @RepeatedTest(20)
    void whatever_it_reads_is_what_the_tree_says(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] value = bytes(any(random));
            if (random.nextInt(10) == 0) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            PassageEvent event = PlainEvent.read(value);
            if (event != null) {
                read++;
                assertThat(byTree(value)).isEqualTo(new Decoded.Event(event));
            }
        }
        assertThat(read).isGreaterThan(200);
    }

    /** A plain event with some of its fields away, and some that it should not have, in any order. */
    private static String any(Random random) {
        List<String> fields =
                new ArrayList<>(List.of(PLAIN.substring(1, PLAIN.length() - 1).split(",")));
        if (random.nextInt(4) == 0) {
            fields.remove(random.nextInt(fields.size()));
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            String name = FIELDS.get(random.nextInt(FIELDS.size()));
            fields.add("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
        }
        Collections.shuffle(fields, random);
        return "{" + String.join(random.nextBoolean() ? "," : " ,\n", fields) + "}";
    }
}
