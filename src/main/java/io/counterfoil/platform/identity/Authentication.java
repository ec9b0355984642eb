package io.counterfoil.platform.identity;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Finds out who calls before an operation runs, and refuses keys that may not call it.
///
/// A key that is sent is always checked, also where none is needed, so a client learns of its
/// mistake.
public final class Authentication {

    private static final String SCHEME = "Bearer ";

    private final KnownKeys keys;
    private final Map<Method, Terms> terms = new ConcurrentHashMap<>();

    Authentication(KnownKeys keys) {
        this.keys = keys;
    }

    /// What an operation asks of its caller.
    ///
    /// @param roles any one of them; empty when it is public
    /// @param shared whether a share link does, too
    private record Terms(Set<ApiRole> roles, boolean shared) {}

    @ServerRequestFilter
    Uni<Response> authenticate(ContainerRequestContext request, ResourceInfo operation) {
        var asked = terms.computeIfAbsent(operation.getResourceMethod(), Authentication::terms);
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        var bearer = header == null ? Optional.<String>empty() : Optional.of(key(header));
        var secret = asked.shared ? secret(request, bearer) : Optional.<ShareSecret>empty();
        secret.ifPresent(each -> each.attachTo(request));
        if (bearer.isEmpty() || secret.filter(each -> each.is(bearer.get())).isPresent()) {
            if (asked.roles.isEmpty() || secret.isPresent()) {
                return Uni.createFrom().nullItem();
            }
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED, "Send \"Authorization: Bearer KEY\".");
        }
        return keys.caller(bearer.get())
                .map(caller -> {
                    if (secret.isEmpty() || asked.roles.contains(caller.role())) {
                        check(caller, asked.roles);
                        caller.attachTo(request);
                    }
                    return null;
                });
    }

    /// The bearer when it is a link's, else the query's: who follows a link has the right by the
    /// link, whatever key a client sends beside.
    private static Optional<ShareSecret> secret(
            ContainerRequestContext request, Optional<String> bearer) {
        return bearer.flatMap(ShareSecret::inBearer).or(() -> ShareSecret.inQuery(request));
    }

    private static String key(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED, "Send \"Authorization: Bearer KEY\".");
        }
        return header.substring(SCHEME.length()).strip();
    }

    private static void check(Caller caller, Set<ApiRole> roles) {
        if (!roles.isEmpty() && !roles.contains(caller.role())) {
            var names = roles.stream().map(ApiRole::key).collect(Collectors.joining(", "));
            throw new ProblemException(
                    ProblemType.ROLE_MISSING,
                    "This key is of the role %s; this needs: %s."
                            .formatted(caller.role().key(), names));
        }
    }

    private static Terms terms(Method operation) {
        var annotation = operation.getAnnotation(Allowed.class);
        return annotation == null
                ? new Terms(Set.of(), false)
                : new Terms(EnumSet.copyOf(Arrays.asList(annotation.value())), annotation.shared());
    }
}
