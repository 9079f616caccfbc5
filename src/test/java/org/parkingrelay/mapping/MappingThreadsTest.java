package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

class MappingThreadsTest {

    private static final int THREADS = 8;
    private static final int RECORDS = 400;

    /** Two variables and a second use of them later, so that a mix-up of two records would show. */
    private static final String EXPRESSION = """
            (
              $id := id;
              $twice := $map(items, function($item) { $item * 2 });
              $late := $sum($twice) & ":" & $id;
              {"eventId": $id, "late": $late, "topic": $record.topic}
            )""";

    private static String record(int thread, int number) {
        return "{\"id\":\"%d-%d\",\"items\":[%d,%d,1]}".formatted(thread, number, thread, number);
    }

    private static List<String> work(Mapping mapping, int thread) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < RECORDS; number++) {
            String topic = "topic-" + thread;
            JsonNode event = mapping.events(GateRecord.of(GateRecords.of(topic, record(thread, number))))
                    .get(0);
            String id = thread + "-" + number;
            String expected = "{\"eventId\":\"%s\",\"late\":\"%d:%s\",\"topic\":\"%s\"}"
                    .formatted(id, 2 * (thread + number + 1), id, topic);
            if (!event.toString().equals(expected)) {
                wrong.add(event.toString());
            }
        }
        return wrong;
    }

    @Test
    void one_mapping_gives_each_of_many_threads_its_own_result_also_the_thread_that_compiled_it() throws Exception {
        Mapping mapping = MappingSamples.compiled(EXPRESSION);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int thread = 1; thread <= THREADS; thread++) {
                int number = thread;
                results.add(threads.submit(() -> work(mapping, number)));
            }
            assertThat(work(mapping, 0)).isEmpty();
            for (Future<List<String>> result : results) {
                assertThat(result.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
