package io.counterfoil.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// Asks a server on this machine whether it is ready.
final class Ready {

    private static final int POLL_MILLIS = 40;
    private static final int ANSWER_MILLIS_MAX = 2_000;

    private Ready() {}

    /// Runs something once the server answers its readiness check, on a thread of its own.
    static void whenReady(int port, Runnable action) {
        Thread.ofVirtual()
                .start(() -> {
                    while (!isReady(port)) {
                        pause();
                    }
                    action.run();
                });
    }

    /// Whether the server says that it is ready; false when nothing answers.
    static boolean isReady(int port) {
        try {
            var url = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)).toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS_MAX);
            connection.setReadTimeout(ANSWER_MILLIS_MAX);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /// Waits one polling interval.
    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(130, "Interrupted.");
        }
    }
}
