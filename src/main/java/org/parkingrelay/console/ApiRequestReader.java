package org.parkingrelay.console;

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
import java.util.List;
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
                    FIELD.matcher(e.getPropertyName()).matches() ? e.getPropertyName() : "a field",
                    "is not known; expected are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList());
        } catch (MismatchedInputException e) {
            List<JsonMappingException.Reference> path = e.getPath();
            if (!path.isEmpty() && path.get(0).getFieldName() != null) {
                boolean isFlag = e.getTargetType() == boolean.class;
                throw ProblemException.field(
                        path.get(0).getFieldName(),
                        "has the wrong type; expected is " + (isFlag ? "true or false" : "a text"));
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.field("the body", "is no JSON; expected is one object, each field at most once");
        } catch (IOException e) {
            throw new IllegalStateException("bytes can be read", e);
        }
        throw ProblemException.field(
                "the body", "is something else in JSON; expected is one object and nothing after it");
    }
}
