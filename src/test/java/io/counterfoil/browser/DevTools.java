package io.counterfoil.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection to one tab: commands are answered by number, events are kept in their order.
final class DevTools implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final WebSocket socket;

    private DevTools(HttpClient http, URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Reader()).join();
    }

    static DevTools connect(HttpClient http, URI address) {
        return new DevTools(http, address);
    }

    /// Sends a command and waits for its answer.
    ///
    /// @param parameters names and values in turn
    JsonNode call(String method, Object... parameters) {
        var number = numbers.incrementAndGet();
        var message = JSON.createObjectNode().put("id", number).put("method", method);
        var named = message.putObject("params");
        for (var i = 0; i < parameters.length; i += 2) {
            named.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
        }
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(number, answer);
        socket.sendText(message.toString(), true).join();
        var done = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (done.has("error")) {
            throw new AssertionError(method + ": " + done.path("error"));
        }
        return done.path("result");
    }

    /// The parameters of all events of a name so far.
    List<JsonNode> events(String name) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(name))
                .map(event -> event.path("params"))
                .toList();
    }

    /// Forgets the events so far.
    void forget() {
        events.clear();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void take(String text) {
        try {
            var message = JSON.readTree(text);
            var answer = waiting.remove(message.path("id").asInt());
            if (answer == null) {
                events.add(message);
            } else {
                answer.complete(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Joins the pieces of a message.
    private final class Reader implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
