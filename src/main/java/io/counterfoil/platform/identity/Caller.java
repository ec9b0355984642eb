package io.counterfoil.platform.identity;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.UUID;

/// Whoever sent a request: the tenant and the role of its API key.
///
/// @param key hex SHA-256 of the API key
public record Caller(UUID tenant, ApiRole role, String key) {

    private static final String PROPERTY = Caller.class.getName();

    /// The caller of a request, or nobody when a public operation was called without a key.
    public static Optional<Caller> of(ContainerRequestContext request) {
        return Optional.ofNullable((Caller) request.getProperty(PROPERTY));
    }

    /// The caller of an operation that needs one.
    public static Caller required(ContainerRequestContext request) {
        return of(request)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.UNAUTHENTICATED,
                                "Send \"Authorization: Bearer KEY\"."));
    }

    void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }
}
