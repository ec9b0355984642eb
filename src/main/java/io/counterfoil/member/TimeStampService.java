package io.counterfoil.member;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.counterfoil.crypto.TimeStampAuthority;
import io.counterfoil.crypto.TimeStampKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `POST /tsa`: RFC 3161 over HTTP, of the member that has a time-stamp authority's keys.
final class TimeStampService implements HttpHandler {

    private static final String PATH = "/tsa";

    /// The authority refuses more than it reads, and says so in its own format.
    private static final int REQUEST_BYTES_MAX = 4096;

    private static final int OK = 200;
    private static final int NO_SUCH_METHOD = 405;
    private static final int UNSUPPORTED = 415;

    private final TimeStampAuthority authority;

    private TimeStampService(TimeStampAuthority authority) {
        this.authority = authority;
    }

    /// The service of a member whose directory has a folder `tsa`; none of one that has not.
    ///
    /// @param member names the authority's owner in certificates that are made anew
    static Map<String, HttpHandler> of(Path directory, String member, Clock clock)
            throws IOException {
        Path folder = directory.resolve("tsa");
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        var random = new SecureRandom();
        var keys = TimeStampKeys.openOrCreate(folder, "Counterfoil " + member, clock, random);
        var policies = List.of(TimeStampAuthority.POLICY);
        return Map.of(
                PATH, new TimeStampService(new TimeStampAuthority(keys, policies, clock, random)));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            exchange.sendResponseHeaders(NO_SUCH_METHOD, -1);
        } else if (!"application/timestamp-query".equals(type)) {
            exchange.sendResponseHeaders(UNSUPPORTED, -1);
        } else {
            byte[] request = exchange.getRequestBody().readNBytes(REQUEST_BYTES_MAX);
            byte[] reply = authority.answer(request);
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(OK, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }
}
