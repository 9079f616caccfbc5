package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RedriveArgumentsTest {

    private final List<RedriveTask> tasks = new ArrayList<>();

    private int status(String line) {
        return new CommandLine(new RedriveArguments(tasks::add))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cancel --dry-run",
                "--continue --dry-run",
                "--ids 0-1 --reason INVALID --yes",
                "--ids 0-1 --plate - --yes",
                "--ids 0-1 --state all --yes"
            })
    void what_contradicts_itself_is_not_done(String line) {
        assertThat(status(line)).isEqualTo(2);
        assertThat(tasks).isEmpty();
    }

    @Test
    void letters_are_named_or_filtered_and_a_job_is_ended() {
        assertThat(status("--ids 0-1,0-2 --yes")).isZero();
        assertThat(status("--reason INVALID --yes")).isZero();
        assertThat(status("--cancel")).isZero();

        assertThat(tasks)
                .extracting(RedriveTask::kind)
                .containsExactly(RedriveTask.Kind.START, RedriveTask.Kind.START, RedriveTask.Kind.CANCEL);
    }
}
