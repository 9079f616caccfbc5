package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestConsole;
import org.parkingrelay.testing.TestUsers;

/**
 * The API's document is complete, and the one in {@code src/docs/reference} is that of the packaged jar: run with
 * {@code -Dupdate-docs} to write it.
 */
class OpenApiIT {

    private static final java.nio.file.Path COMMITTED = java.nio.file.Path.of("src/docs/reference/openapi.yaml");
    private static final String NOTICE = "# Made by OpenApiIT from the packaged jar. Do not edit: run"
            + " mvn verify -Dit.test=OpenApiIT -Dupdate-docs\n";

    @TempDir
    static java.nio.file.Path folder;

    private static TestConsole console;
    private static HttpResponse<String> answer;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        console = TestConsole.start(folder, TestBroker.shared());
        answer = ApiClient.on(console.port())
                .as(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD)
                .get("/api/openapi");
        document = new YAMLMapper().readTree(answer.body());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void is_for_those_who_log_in() {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiClient.on(console.port()).get("/api/openapi").statusCode())
                .isEqualTo(401);
        assertThat(console.visitor().get("/q/swagger-ui").statusCode()).isEqualTo(302);
    }

    @Test
    void the_committed_one_is_the_same() throws IOException {
        if (System.getProperty("update-docs") != null) {
            Files.writeString(COMMITTED, NOTICE + answer.body());
        }

        assertThat(Files.readString(COMMITTED)).startsWith(NOTICE);
        assertThat(new YAMLMapper().readTree(COMMITTED.toFile()))
                .as("%s is out of date; see its first line", COMMITTED)
                .isEqualTo(document);
    }

    /** What the resources of the API have, by their annotations: method, address and role. */
    private static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath("target/classes/org/parkingrelay/console")) {
            if (!type.isAnnotatedWith(Path.class) || type.getPackageName().endsWith(".pages")) {
                continue;
            }
            for (JavaMethod method : type.getMethods()) {
                boolean isGet = method.isAnnotatedWith(GET.class);
                if (isGet || method.isAnnotatedWith(POST.class)) {
                    String below = method.isAnnotatedWith(Path.class)
                            ? "/" + method.getAnnotationOfType(Path.class).value()
                            : "";
                    String path = (type.getAnnotationOfType(Path.class).value() + below).replace("//", "/");
                    String role = method.isAnnotatedWith(RolesAllowed.class)
                            ? String.join(
                                    ",",
                                    method.getAnnotationOfType(RolesAllowed.class)
                                            .value())
                            : "nobody thought of it";
                    operations.add((isGet ? "get " : "post ") + path + " " + role);
                }
            }
        }
        return operations;
    }

    @Test
    void has_every_operation_with_the_role_that_it_needs() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> documented.add(operation.getKey() + " " + path.getKey() + " "
                                + operation.getValue().at("/security/0/users/0").asText())));

        assertThat(operations()).hasSizeGreaterThan(10);
        assertThat(documented).isEqualTo(operations());
    }

    @Test
    void says_how_to_come_in_and_how_a_problem_looks() {
        assertThat(document.at("/components/securitySchemes/users/scheme").asText())
                .isEqualTo("basic");
        assertThat(document.at("/components/securitySchemes/provider/scheme").asText())
                .isEqualTo("bearer");
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    for (String status : new String[] {"400", "401", "403", "503"}) {
                        assertThat(operation
                                        .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                                        .asText())
                                .isEqualTo("#/components/schemas/Problem");
                    }
                }));
    }
}
