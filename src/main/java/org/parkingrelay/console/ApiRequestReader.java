package org.parkingrelay.console;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Reads bodies strictly: a field that is not known is a mistake that must be told, not an instruction that gets lost. In the place
 * of the framework's reader, whose exceptions quote what they read, and which are logged.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class ApiRequestReader implements MessageBodyReader<ApiRequest> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** What a field of an API may be called; anything else that stands in its place may be a value. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]{1,32}");

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return ApiRequest.class.isAssignableFrom(type);
    }

    @Override
    public ApiRequest readFrom(
            Class<ApiRequest> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(type, body.readAllBytes());
    }

    /**
     * A request of a body.
     *
     * @throws ProblemException if it is none
     */
    static <T extends ApiRequest> T read(Class<T> type, byte[] body) {
        try {
            T request = JSON.readValue(body, type);
            if (request != null) {
                return request;
            }
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.field(
                    pathOf(e),
                    "is not known; expected are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList());
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JsonParseException) {
                throw noJson();
            }
            if (!e.getPath().isEmpty()) {
                throw ProblemException.field(pathOf(e), "has the wrong type; expected is " + expected(e));
            }
        } catch (JsonProcessingException e) {
            throw noJson();
        } catch (IOException e) {
            throw new IllegalStateException("bytes can be read", e);
        }
        throw ProblemException.field(
                "the body", "is something else in JSON; expected is one object and nothing after it");
    }

    private static ProblemException noJson() {
        return ProblemException.field("the body", "is no JSON; expected is one object, each field at most once");
    }

    /** Such as {@code filter.reasons[0]}; what nobody named so is no part of it. */
    private static String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(FIELD.matcher(name).matches() ? name : "a field");
            }
        }
        return path.toString();
    }

    private static String expected(JsonMappingException e) {
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        // What does not fit into a number has no type.
        if (type == null || type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == String.class ? "a text" : "an object";
    }
}
