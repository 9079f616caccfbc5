package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateCategory;

class PlateKeysTest {

    private static final Plate PLATE = new Plate("粤B12345", PlateCategory.ORDINARY);

    private static PlateKeys keyed(String secret) {
        return PlateKeys.of(Optional.of(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Expected: {@code printf 粤B12345 | openssl dgst -sha256 -hmac '…' | cut -c1-32}, and the same of the format's name. */
    @Test
    void a_keyed_plate_is_what_openssl_makes_of_it() {
        PlateKeys keys = keyed("a secret of sixteen bytes and more");

        assertThat(keys.of(PLATE)).isEqualTo("f09a5e593813e1093ff51cdb603dc41c");
        assertThat(keys.format()).isEqualTo("hmac-sha256:bc6644ea");
    }

    @Test
    void without_a_key_a_plate_is_kept_as_it_is() {
        PlateKeys keys = PlateKeys.of(Optional.empty());

        assertThat(keys.of(PLATE)).isEqualTo("粤B12345");
        assertThat(keys.format()).isEqualTo("plain");
    }

    @Test
    void other_keys_give_other_hashes_and_formats() {
        PlateKeys one = keyed("a secret of sixteen bytes and more");
        PlateKeys other = keyed("another secret of sixteen bytes");

        assertThat(one.of(PLATE)).isNotEqualTo(other.of(PLATE));
        assertThat(one.format()).isNotEqualTo(other.format());
    }
}
