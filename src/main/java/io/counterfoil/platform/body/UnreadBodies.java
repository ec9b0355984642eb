package io.counterfoil.platform.body;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Takes in what a refused client is still sending, so that its answer arrives and its connection
/// can serve the next request; after a moment the connection ends.
@ApplicationScoped
class UnreadBodies {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;

    UnreadBodies(Vertx vertx) {
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.route()
                .order(Integer.MIN_VALUE)
                .handler(context -> {
                    context.addEndHandler(_ -> discard(context.request()));
                    context.next();
                });
    }

    private void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.handler(_ -> {}).resume();
        vertx.setTimer(
                PATIENCE.toMillis(),
                _ -> {
                    if (!request.isEnded()) {
                        request.connection().close();
                    }
                });
    }
}
