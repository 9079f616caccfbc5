package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "?"})
    void one_car_without_a_plate_is_not_every_car(String plate) {
        assertThatThrownBy(() -> FilterRequest.OPEN.withPlate(plate).toFilter())
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("plateNumber ");
    }

    @Test
    void one_car_is_meant_by_its_plate() {
        assertThat(FilterRequest.OPEN.withPlate("粤B12345").toFilter().plates()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "yesterday"})
    void a_time_that_kafka_cannot_count_is_none(String time) {
        FilterRequest request =
                new FilterRequest(time, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThatThrownBy(request::toFilter)
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("from is no time");
    }
}
