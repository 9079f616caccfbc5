package org.parkingrelay.standin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every rule that the documentation states for the seven fields (D:4012535502, partner D:4012474127). */
final class BodyCheck {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Map<String, Integer> LONGEST =
            Map.of("sub_mchid", 32, "appid", 32, "openid", 64, "plate_number", 32, "state", 8, "time", 32);
    private static final Pattern PLATE = Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z0-9\\u4E00-\\u9FFF]+");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+\\d{2}:\\d{2}");

    private final Clock clock;

    BodyCheck(Clock clock) {
        this.clock = clock;
    }

    /** The fields of a body that keeps the rules, or what is wrong with the first that does not. */
    Result check(String body, Merchant merchant) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return Result.refused(Refusal.invalidRequest("请求参数不是合法的JSON"));
        }
        if (!json.isObject()) {
            return Result.refused(Refusal.invalidRequest("请求参数不是JSON对象"));
        }
        return form(json)
                .or(() -> values(json))
                .or(() -> authority(json, merchant))
                .map(Result::refused)
                .orElseGet(() -> new Result(Optional.empty(), fields(json)));
    }

    record Result(Optional<Refusal> refusal, LedgerEntry.Fields fields) {

        static Result refused(Refusal refusal) {
            return new Result(Optional.of(refusal), LedgerEntry.Fields.NONE);
        }
    }

    private static Optional<Refusal> form(JsonNode json) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("brandid") && !LONGEST.containsKey(name)) {
                return Optional.of(Refusal.parameter(name, "未知的参数"));
            }
        }
        if (!json.path("brandid").isIntegralNumber()) {
            return Optional.of(Refusal.parameter("brandid", "brand_id为空或不是整数"));
        }
        for (Map.Entry<String, Integer> field : LONGEST.entrySet()) {
            JsonNode value = json.path(field.getKey());
            if (value.isMissingNode() && field.getKey().equals("sub_mchid")) {
                continue;
            }
            if (!value.isTextual()
                    || value.textValue().isEmpty()
                    || value.textValue().length() > field.getValue()) {
                return Optional.of(Refusal.parameter(field.getKey(), field.getKey() + "为空或超长"));
            }
            if (value.textValue().chars().anyMatch(c -> Character.isSurrogate((char) c))) {
                return Optional.of(Refusal.parameter(field.getKey(), "仅支持1-3字节的UTF-8字符"));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> values(JsonNode json) {
        String state = json.path("state").asText();
        if (!state.equals("IN") && !state.equals("OUT")) {
            return Optional.of(Refusal.parameter("state", "state有误"));
        }
        if (!PLATE.matcher(json.path("plate_number").asText()).matches()) {
            return Optional.of(Refusal.parameter("plate_number", "plate_number格式有误"));
        }
        String time = json.path("time").asText();
        if (!TIME.matcher(time).matches()) {
            return Optional.of(Refusal.parameter("time", "time格式有误"));
        }
        try {
            return OffsetDateTime.parse(time).toInstant().isAfter(clock.instant())
                    ? Optional.of(Refusal.parameter("time", "time超出取值范围"))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(Refusal.parameter("time", "time格式有误"));
        }
    }

    private static Optional<Refusal> authority(JsonNode json, Merchant merchant) {
        Optional<Merchant.Mall> mall = merchant.malls().stream()
                .filter(candidate -> candidate.brandId() == json.path("brandid").longValue())
                .findFirst();
        if (mall.isEmpty()) {
            return Optional.of(Refusal.noAuthority("mch_id与brand_id关系不匹配"));
        }
        if (!mall.get().appId().equals(json.path("appid").asText())) {
            return Optional.of(Refusal.noAuthority("brandid与AppID不匹配"));
        }
        if (!mall.get().subMchid().equals(json.path("sub_mchid").asText())) {
            return Optional.of(Refusal.noAuthority("sub_mch_code与brand_id不匹配"));
        }
        return Optional.empty();
    }

    private static LedgerEntry.Fields fields(JsonNode json) {
        return new LedgerEntry.Fields(
                json.path("sub_mchid").asText(),
                json.path("brandid").asText(),
                json.path("appid").asText(),
                json.path("openid").asText(),
                json.path("plate_number").asText(),
                json.path("state").asText(),
                json.path("time").asText());
    }
}
