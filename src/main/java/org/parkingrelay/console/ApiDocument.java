package org.parkingrelay.console;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the API's document says of all of it alike: who may come in, and how a request that is not done is answered. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String USERS = "users";
    private static final String PROVIDER = "provider";

    /** Status and what it means here, in order. */
    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "A field is wrong; the detail names it and never a value.",
            "401", "Nobody logged in, or not with the right password or token.",
            "403", "The user's role does not allow it.",
            "404", "There is no such thing.",
            "409", "Something else is under way, or things have changed meanwhile.",
            "413", "The body is too large.",
            "415", "The body is not said to be JSON.",
            "503", "The store or Kafka does not answer; try again in a while."));

    /** Made up, so nobody's. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "plateNumber", "粤B12345",
            "openid", "oMadeUp_member_06",
            "appId", "wx0000000000000000",
            "circle", "mall",
            "lot", "LOT-1",
            "lane", "main",
            "day", "2026-11-22",
            "id", "0-1234");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setInfo(OASFactory.createInfo()
                .title("Parking Relay")
                .version("1")
                .description(
                        "What operators may look up and do. Plates and openids go in bodies only, and come back masked"
                                + " unless an admin asks for them. Who asked for what is in the audit log."));
        api.setServers(null);
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        USERS,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("Name and password of one of relay.console.users-file."))
                .addSecurityScheme(
                        PROVIDER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("A token of the OpenID Connect provider, where one is configured."))
                .addSchema("Problem", problem());
        api.getComponents().getSchemas().values().forEach(ApiDocument::exemplify);
        if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
            api.getPaths().getPathItems().values().forEach(ApiDocument::describe);
        }
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .description("Why a request was not done, as RFC 9457 has it.")
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("title", OASFactory.createSchema().addType(Schema.SchemaType.STRING))
                .addProperty("detail", OASFactory.createSchema().addType(Schema.SchemaType.STRING))
                .required(List.of("status", "title", "detail"))
                // in one order, or each build's document would be another
                .examples(List.of(new TreeMap<>(Map.of(
                        "status",
                        400,
                        "title",
                        "Bad Request",
                        "detail",
                        "plateNumber is missing; expected is a plate such as 粤B12345"))));
    }

    private static void exemplify(Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                boolean isText =
                        property.getType() != null && property.getType().contains(Schema.SchemaType.STRING);
                if (isText && EXAMPLES.containsKey(name)) {
                    property.setExamples(List.of(EXAMPLES.get(name)));
                }
            });
        }
    }

    private static void describe(PathItem path) {
        path.getOperations().values().forEach(ApiDocument::describe);
    }

    /** What the annotations say of roles stays, for either way in. */
    private static void describe(Operation operation) {
        List<String> roles = operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .flatMap(one -> one.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
        operation.setSecurity(List.of(requirement(USERS, roles), requirement(PROVIDER, roles)));
        PROBLEMS.forEach((status, meaning) -> {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            operation.getResponses().addAPIResponse(status, answer(meaning));
        });
    }

    private static SecurityRequirement requirement(String scheme, List<String> roles) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, roles);
    }

    private static APIResponse answer(String meaning) {
        Content content = OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
        return OASFactory.createAPIResponse().description(meaning).content(content);
    }
}
