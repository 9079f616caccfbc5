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
}
