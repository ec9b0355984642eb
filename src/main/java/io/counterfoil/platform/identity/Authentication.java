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
    private final Map<Method, Set<ApiRole>> allowed = new ConcurrentHashMap<>();

    Authentication(KnownKeys keys) {
        this.keys = keys;
    }

    @ServerRequestFilter
    Uni<Response> authenticate(ContainerRequestContext request, ResourceInfo operation) {
        var roles = allowed.computeIfAbsent(operation.getResourceMethod(), Authentication::allowed);
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            if (roles.isEmpty()) {
                return Uni.createFrom().nullItem();
            }
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED, "Send \"Authorization: Bearer KEY\".");
        }
        return keys.caller(key(header))
                .map(caller -> {
                    check(caller, roles);
                    caller.attachTo(request);
                    return null;
                });
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

    private static Set<ApiRole> allowed(Method operation) {
        var annotation = operation.getAnnotation(Allowed.class);
        return annotation == null ? Set.of() : EnumSet.copyOf(Arrays.asList(annotation.value()));
    }
}
