package io.counterfoil.intake;

import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// An answer as it is kept under an Idempotency-Key, to be given again byte for byte.
///
/// @param location the header Location, empty for none
record Answer(int status, String type, String location, Buffer body) {

    Response response() {
        var response = Response.status(status).type(type).entity(body.getBytes());
        return location.isEmpty()
                ? response.build()
                : response.header(HttpHeaders.LOCATION, location).build();
    }
}
