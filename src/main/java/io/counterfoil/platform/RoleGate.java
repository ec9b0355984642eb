package io.counterfoil.platform;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets only operations of roles through that this process runs. An operation's role is its
/// package: what lies in none, like the contract and the operator's desk, is always there.
public final class RoleGate {

    /// Before the caller's key is looked at: what is not here needs none.
    private static final int BEFORE_AUTHENTICATION = 100;

    private final Set<Role> running;
    private final Map<Class<?>, Optional<Role>> roles = new ConcurrentHashMap<>();

    RoleGate(@ConfigProperty(name = "counterfoil.roles") String roles) {
        this.running = Role.parse(roles);
    }

    @ServerRequestFilter(priority = BEFORE_AUTHENTICATION)
    void pass(ResourceInfo operation) {
        var role =
                roles.computeIfAbsent(
                        operation.getResourceClass(),
                        type -> Role.ofPackage(type.getPackageName()));
        if (role.isPresent() && !running.contains(role.get())) {
            throw new ProblemException(
                    ProblemType.ROLE_NOT_HERE,
                    "This process does not run the role %s.".formatted(role.get().key()));
        }
    }
}
