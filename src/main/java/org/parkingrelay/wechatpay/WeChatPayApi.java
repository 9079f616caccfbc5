package org.parkingrelay.wechatpay;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay as the REST client calls it. Takes bytes, because what was signed must be what is sent; a header or parameter that
 * is null is left away. Responses come back whatever their status.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface WeChatPayApi {

    /** As it stands in the signed message. */
    String PARKINGS = "/v3/businesscircle/parkings";

    /** As it stands in the signed message. */
    String CERTIFICATES = "/v3/certificates";

    /** As it stands in the signed message. */
    String ECHO = "/v3/security/echo";

    /** Posts a parking report. */
    @POST
    @Path(PARKINGS)
    Uni<Response> parkings(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Wechatpay-Serial") @Nullable String platformKeyId,
            byte[] body);

    /** Gets the platform certificates. */
    @GET
    @Path(CERTIFICATES)
    Uni<Response> certificates(
            @HeaderParam("Authorization") String authorization,
            @QueryParam("algorithm_type") @Nullable String algorithm);

    /** Asks for an echo. */
    @POST
    @Path(ECHO)
    Uni<Response> echo(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Wechatpay-Serial") @Nullable String platformKeyId,
            byte[] body);
}
