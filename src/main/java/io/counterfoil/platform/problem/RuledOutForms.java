package io.counterfoil.platform.problem;

import io.counterfoil.platform.contract.Accept;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses to answer in a form that the client has ruled out by the weight 0, which the framework
/// takes for a wish like any other.
public final class RuledOutForms {

    private static final String ZERO = "q=0";

    @ServerRequestFilter
    void refuse(ContainerRequestContext request, ResourceInfo operation) {
        var header = request.getHeaderString(HttpHeaders.ACCEPT);
        if (header == null || !header.toLowerCase(Locale.ROOT).contains(ZERO)) {
            return;
        }
        var forms = forms(operation);
        if (!forms.isEmpty() && Accept.of(header).best(forms).isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_ACCEPTABLE,
                    "This is given as " + String.join(", ", forms) + ".");
        }
    }

    /// What an operation answers in; nothing where only the answer knows.
    private static List<String> forms(ResourceInfo operation) {
        return Optional.ofNullable(operation.getResourceMethod().getAnnotation(Produces.class))
                .or(() ->
                        Optional.ofNullable(
                                operation.getResourceClass().getAnnotation(Produces.class)))
                .map(produces -> List.of(produces.value()))
                .filter(forms -> !forms.contains(MediaType.WILDCARD))
                .orElse(List.of());
    }
}
