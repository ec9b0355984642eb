package io.counterfoil.platform.identity;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/// The secret of a share link, sent in place of an API key: as the bearer, or as the query's
/// `share` where a bare address must do.
///
/// It is `cfs_` and 256 random bits in hex: recognisable to a leak scanner, too long to guess.
public record ShareSecret(String secret) {

    /// What every secret begins with; no API key does.
    public static final String PREFIX = "cfs_";

    private static final String PARAMETER = "share";
    private static final String PROPERTY = ShareSecret.class.getName();

    /// What a request carries, if it does.
    public static Optional<ShareSecret> of(ContainerRequestContext request) {
        return Optional.ofNullable((ShareSecret) request.getProperty(PROPERTY));
    }

    /// The query's.
    static Optional<ShareSecret> inQuery(ContainerRequestContext request) {
        return Optional.ofNullable(request.getUriInfo().getQueryParameters().getFirst(PARAMETER))
                .map(ShareSecret::new);
    }

    /// The bearer, when it is a share link's.
    static Optional<ShareSecret> inBearer(String bearer) {
        return bearer.startsWith(PREFIX) ? Optional.of(new ShareSecret(bearer)) : Optional.empty();
    }

    /// Whether it came as this bearer.
    boolean is(String bearer) {
        return secret.equals(bearer);
    }

    void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /// Nothing that is printed by mistake holds the secret.
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
