package org.parkingrelay.console;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a request to the API that does not say that it is JSON. JAX-RS itself takes one without a content type, or with a
 * wildcard, for whatever is wanted, and a foreign page can send such a one without a preflight. The pages take forms only: the check
 * of their token leaves out whatever is none.
 */
@Provider
public class JsonOnly implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        boolean isApi = request.getUriInfo().getPath().startsWith("/api/");
        boolean isRead = request.getMethod().equals(HttpMethod.GET);
        if (!isRead && !is(request, isApi ? "json" : "x-www-form-urlencoded")) {
            throw new NotSupportedException();
        }
    }

    private static boolean is(ContainerRequestContext request, String subtype) {
        MediaType type = request.getMediaType();
        return type != null
                && type.getType().equalsIgnoreCase("application")
                && type.getSubtype().equalsIgnoreCase(subtype);
    }
}
