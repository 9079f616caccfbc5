package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterMaskTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LetterMask BY_LOOKS = new LetterMask(Set.of(), List.of());

    /** A vendor's record, and the plates that stand in it. */
    record Sample(String name, JsonNode payload, Set<String> plates) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The samples of all vendors whose mappings come with the relay. */
    static List<Sample> samples() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("src/test/resources/mappings", "src/test/resources/vectors/gate-payloads")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(file -> file.toString().endsWith(".json")).sorted().forEach(files::add);
            }
        }
        return files.stream().map(LetterMaskTest::sample).toList();
    }

    private static Sample sample(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            Set<String> plates = new TreeSet<>();
            JsonNode expected = json.path("expected");
            for (JsonNode event :
                    expected.isArray() ? expected : JSON.createArrayNode().add(expected)) {
                plates.add(event.path("plateNumber").asText());
                plates.add(event.path("originalPlateNumber").asText());
                event.path("alternates").forEach(plate -> plates.add(plate.asText()));
            }
            plates.removeIf(plate -> plate.length() < 4);
            return new Sample(file.getParent().getFileName() + "/" + file.getFileName(), json.path("payload"), plates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(LetterMask mask, JsonNode json) {
        return mask.of(json).toString();
    }

    /** Without separators and in one case, so that no other way to write it gets through. */
    private static String bare(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static void assertHidden(String plate, String shown) {
        // A masked plate keeps its first two and its last two.
        assertThat(shown).doesNotContain(plate);
        assertThat(bare(shown)).doesNotContain(bare(plate));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_plate_of_a_vendors_sample_gets_through_by_names_and_looks_alone(Sample sample) {
        String shown = shown(BY_LOOKS, sample.payload());

        sample.plates().stream()
                .filter(plate -> bare(plate).length() >= 4)
                .forEach(plate -> assertHidden(plate, shown));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nor_by_what_the_relay_reads_where_no_name_and_no_look_tells(Sample sample) {
        LetterMask mask = new LetterMask(sample.plates(), List.of());
        JsonNode unnamed = withoutNames(sample.payload(), new int[1]);
        String shown = shown(mask, unnamed);

        sample.plates().forEach(plate -> assertHidden(plate, shown));
    }

    private static JsonNode withoutNames(JsonNode json, int[] number) {
        if (json.isObject()) {
            ObjectNode unnamed = JSON.createObjectNode();
            json.forEach(value -> unnamed.set("f" + number[0]++, withoutNames(value, number)));
            return unnamed;
        }
        if (json.isArray()) {
            var unnamed = JSON.createArrayNode();
            json.forEach(value -> unnamed.add(withoutNames(value, number)));
            return unnamed;
        }
        return json;
    }

    /** The ways in which one plate has been seen, or could be. */
    static List<String> writings() {
        String plate = "粤B73915";
        byte[] utf8 = plate.getBytes(StandardCharsets.UTF_8);
        byte[] gbk = plate.getBytes(Charset.forName("GBK"));
        return List.of(
                plate,
                "粤·B73915",
                "粤-B7 3915",
                "粤b73915",
                "粵B73915",
                "粤Ｂ７３９１５",
                "粤 B·73915_0",
                "蓝牌粤B73915",
                "入场:粤B73915(蓝)",
                "B73915",
                "粤B73*15",
                "粤B7391",
                "粤73915",
                "粤BD73915",
                "WJ粤73915",
                "使739158",
                "739158使",
                "粤Z7391港",
                "AB7391",
                "KA73915",
                "无A73915",
                "临粤B73915",
                "民航B7391",
                "https://img.example/park/粤B73915/1.jpg",
                "https://img.example/park/%E7%B2%A4B73915/1.jpg",
                URLEncoder.encode(plate, StandardCharsets.UTF_8),
                URLEncoder.encode(plate, Charset.forName("GBK")),
                "plate=AB7391&lane=1",
                "<plate>AB7391</plate>",
                "{\"plate\":\"AB7391\",\"n\":1}",
                "[\"粤B73915\"]",
                "&#31908;B73915",
                "\\u7ca4B73915",
                Base64.getEncoder().encodeToString(utf8),
                Base64.getEncoder().encodeToString(gbk),
                Base64.getUrlEncoder().withoutPadding().encodeToString(utf8),
                HexFormat.of().formatHex(utf8),
                HexFormat.of().formatHex(gbk),
                new String(utf8, StandardCharsets.ISO_8859_1),
                new String(gbk, StandardCharsets.ISO_8859_1),
                new String(gbk, StandardCharsets.UTF_8),
                "e-粤B73915-20260301",
                "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
                "member oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
                "13800138739",
                "+86 13800138739",
                "440301198001017391");
    }

    @ParameterizedTest
    @MethodSource("writings")
    void however_it_is_written_and_under_whatever_name_it_does_not_get_through(String writing) throws IOException {
        String body = JSON.createObjectNode().put("zzz", writing).toString();

        String shown = shown(BY_LOOKS, JSON.readTree(body));

        assertThat(shown).contains("***").doesNotContain("739", "E7B2A4", "uMuAJO", "A4B");
        assertThat(shown(BY_LOOKS, JSON.createArrayNode().add(writing))).doesNotContain("739", "uMuAJO");
        assertThat(BY_LOOKS.of("zzz", writing)).contains("***").doesNotContain("739", "uMuAJO");
    }

    @ParameterizedTest
    @MethodSource("writings")
    void nor_as_the_name_of_a_field(String writing) {
        assertThat(shown(BY_LOOKS, JSON.createObjectNode().put(writing, 1))).doesNotContain("739", "uMuAJO");
    }

    @Test
    void what_a_name_tells_is_hidden_wherever_else_it_stands() throws IOException {
        String shown = shown(
                BY_LOOKS,
                JSON.readTree(
                        "{\"id\":\"e-abc-1234-in-20260301\",\"data\":{\"carNo\":\"ABC·1234\"},\"n\":[\"x abc1234 y\"]}"));

        assertThat(shown).isEqualTo("{\"id\":\"***\",\"data\":{\"carNo\":\"***\"},\"n\":[\"***\"]}");
    }

    @Test
    void two_fields_whose_names_are_hidden_stay_two() {
        JsonNode json = JSON.createObjectNode().put("粤B73915", 1).put("粤B73916", 2);

        assertThat(BY_LOOKS.of(json)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plateNumber",
                "plate_no",
                "PlateNo",
                "carNo",
                "car_number",
                "carNum",
                "licensePlate",
                "license",
                "LicensePlateNumber",
                "vehicleId",
                "observedCredentialId",
                "nextCarNo",
                "hphm",
                "cphm",
                "车牌号",
                "号牌号码",
                "openid",
                "open_id",
                "unionId",
                "phone",
                "mobilePhone",
                "手机号",
                "userName",
                "ownerName",
                "driver",
                "idCard",
                "imageUrl",
                "inImage",
                "InPicUrl",
                "smallPic",
                "alternates"
            })
    void what_stands_under_a_name_of_persons_is_hidden_whatever_it_looks_like(String name) {
        assertThat(shown(BY_LOOKS, JSON.createObjectNode().put(name, "x y")))
                .contains("***")
                .doesNotContain("x y");
        assertThat(shown(BY_LOOKS, JSON.createObjectNode().put(name, 12_345))).doesNotContain("12345");
        assertThat(shown(
                        BY_LOOKS,
                        JSON.createObjectNode().set(name, JSON.createArrayNode().add("x y"))))
                .doesNotContain("x y");
        assertThat(shown(
                        BY_LOOKS,
                        JSON.createObjectNode()
                                .set(name, JSON.createObjectNode().put("v", "x y"))))
                .doesNotContain("x y");
        assertThat(BY_LOOKS.of(name, "x y")).isEqualTo("***");
    }

    @Test
    void what_an_operator_needs_is_shown() throws IOException {
        String harmless = """
                {"eventId":"5f0c1e0e-77aa","direction":"IN","lotId":"LOT-1","laneName":"东门入口","occurredAt":"2026-03-01T10:15:30+08:00",\
                "plateColor":"BLUE","confidence":97.50,"replayed":false,"gate":null,"ms":1772331330000,"inTime":"2026-03-01 10:15:30",\
                "type":"parking.gate.passage.v1","areaId":"B1","source":"urn:parking:lot:LOT-1"}""";

        assertThat(shown(BY_LOOKS, JSON.readTree(harmless)))
                .isEqualTo(JSON.readTree(harmless).toString());
    }

    @Test
    void a_plate_that_is_one_keeps_what_tells_it_from_others() {
        assertThat(shown(BY_LOOKS, JSON.createObjectNode().put("plateNumber", "粤-BD12345")))
                .isEqualTo("{\"plateNumber\":\"粤B***45\"}");
    }

    @Test
    void deep_or_large_values_are_no_way_through() {
        JsonNode json = JSON.createObjectNode().put("a", "粤B73915");
        for (int depth = 0; depth < 500; depth++) {
            json = JSON.createObjectNode().set("a", json);
        }
        assertThat(shown(BY_LOOKS, json)).doesNotContain("73915");
        assertThat(shown(BY_LOOKS, JSON.createObjectNode().put("a", " ".repeat(5_000) + "x")))
                .contains("***");
    }

    @Test
    void an_end_of_a_name_makes_no_field_harmless_but_coordinates_are() throws IOException {
        String json = """
                {"ownerCompany":"Li Wei","driverIdentity":"Li Wei","plateX":"Li Wei","x":12,"y":"34"}""";

        assertThat(shown(BY_LOOKS, JSON.readTree(json)))
                .doesNotContain("Li Wei")
                .contains("12", "34");
    }

    @Test
    void blanks_before_json_in_a_text_hide_it_from_nobody() {
        String shown = BY_LOOKS.of("extra", " \n{\"owner\":\"Li Wei\",\"lane\":\"east\"}");

        assertThat(shown).doesNotContain("Li Wei").contains("east");
    }
}
