package io.counterfoil.platform.body;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses bodies that would be read into memory whole and are larger than any of them has to be.
///
/// An operation that takes its body as a stream bounds it itself; the server has no limit of its
/// own, since a document may have a gibibyte.
public final class BodyLimit {

    /// A tenant, a key, a series, a time-stamp request: each has some hundred bytes.
    private static final int BYTES_MAX = 64 << 10;

    private final Map<Method, Boolean> streaming = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void refuse(ContainerRequestContext request, ResourceInfo operation) {
        if (streaming.computeIfAbsent(operation.getResourceMethod(), BodyLimit::streams)) {
            return;
        }
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean isBounded =
                length == null
                        ? request.getHeaderString("Transfer-Encoding") == null
                        : length.length() < 10 && Integer.parseInt(length) <= BYTES_MAX;
        if (!isBounded) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "This body may have at most %d bytes, and says how many in Content-Length."
                            .formatted(BYTES_MAX));
        }
    }

    private static boolean streams(Method operation) {
        return Arrays.asList(operation.getParameterTypes()).contains(InputStream.class);
    }
}
