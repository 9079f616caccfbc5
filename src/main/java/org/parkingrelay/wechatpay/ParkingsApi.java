package org.parkingrelay.wechatpay;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code POST /v3/businesscircle/parkings} (D:4012535502). Takes bytes, because what was signed must be what is sent. */
@Path(ParkingsApi.PATH)
public interface ParkingsApi {

    /** As it stands in the signed message. */
    String PATH = "/v3/businesscircle/parkings";

    /** Posts a report; the response comes back whatever its status. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> report(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Wechatpay-Serial") String platformKeyId,
            byte[] body);
}
