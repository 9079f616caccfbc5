package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

class HushTest {

    private static final String RECORD = """
            {"car":"粤B12345","broken":"粤B12345%zz%"}""";

    private final PrintStream output = System.out;
    private final PrintStream errors = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void restore() {
        System.setOut(output);
        System.setErr(errors);
    }

    private static void evaluate(String text) {
        assertThat(MappingSamples.compiled(text).decode(GateRecord.of(GateRecords.of("vendor", RECORD))))
                .isNotEmpty();
    }

    @Test
    void the_library_would_print_what_is_called_as_a_function() {
        evaluate("($p := car; $p())");

        assertThat(printed.toString(StandardCharsets.UTF_8)).as("without hush").contains("粤B12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"($p := car; $p())", "$decodeUrl(broken)", "$decodeUrlComponent(broken)"})
    void nothing_is_printed_while_an_expression_is_evaluated(String text) {
        Hush.install();
        evaluate(text);

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void everything_else_is_printed_as_before() {
        Hush.install();
        System.out.println("粤: a line");
        System.out.print(7);
        System.err.printf("%s%n", "…");
        new IllegalStateException("a trace").printStackTrace();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("粤: a line" + System.lineSeparator() + "7…")
                .contains("IllegalStateException: a trace");
    }
}
