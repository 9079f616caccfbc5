package org.parkingrelay.console;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The API's document, as the build has written it. The framework's own way of serving it would read it, and write it anew, at each start:
 * a third of a second, for a page that hardly anybody asks for. So the jar does not have what that reads ({@code pom.xml}).
 */
@Path("/api/openapi")
@Produces("application/yaml")
public class ApiDocumentApi {

    private static final String WRITTEN = "/META-INF/quarkus-generated-openapi-doc.YAML";

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public byte[] document() throws IOException {
        try (InputStream document = ApiDocumentApi.class.getResourceAsStream(WRITTEN)) {
            if (document == null) {
                throw new FileNotFoundException(WRITTEN);
            }
            return document.readAllBytes();
        }
    }
}
