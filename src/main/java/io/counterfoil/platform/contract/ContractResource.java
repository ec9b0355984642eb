package io.counterfoil.platform.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Serves `openapi.yaml`, byte for byte as it lies at the root of the sources.
@Path("/openapi.yaml")
public class ContractResource {

    /// The contract.
    @GET
    @Produces("application/yaml")
    public byte[] contract() {
        try (var file = ContractResource.class.getResourceAsStream("/openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("openapi.yaml is not in the program");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
