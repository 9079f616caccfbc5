package org.parkingrelay.console;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a request that does not say that it is JSON. JAX-RS itself takes one without a content type, or with a wildcard, for
 * whatever is wanted, and a foreign page can send such a one without a preflight.
 */
@Provider
public class JsonOnly implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)) {
            // Changes nothing, and has no body.
            return;
        }
        MediaType type = request.getMediaType();
        boolean isJson = type != null
                && type.getType().equalsIgnoreCase("application")
                && type.getSubtype().equalsIgnoreCase("json");
        if (!isJson) {
            throw new NotSupportedException();
        }
    }
}
