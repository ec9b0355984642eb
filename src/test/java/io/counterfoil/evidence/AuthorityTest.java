package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.crypto.TimeStampClient;
import io.counterfoil.crypto.TimeStampRoots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An authority whose connections end, or that answers something else.
class AuthorityTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntoken";
    private static final String FAULT = "HTTP/1.1 500 Oh\r\nContent-Length: 3\r\n\r\noh.";
    private static final byte[] QUERY = "query".getBytes(US_ASCII);

    @TempDir Path folder;

    @Test
    void isAskedOnceMoreWhenAConnectionEndsWithoutAnAnswer() throws IOException {
        try (var server = listen("", ANSWER)) {
            assertThat(authority(server).forward(QUERY)).isEqualTo("token".getBytes(US_ASCII));
        }
    }

    @Test
    void isNotAskedAThirdTime() throws IOException {
        try (var server = listen("", "", ANSWER)) {
            assertThatThrownBy(() -> authority(server).forward(QUERY))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void isAwayWhenItAnswersWithAnErrorOfHttp() throws IOException {
        try (var server = listen(FAULT, FAULT)) {
            assertThatThrownBy(() -> authority(server).forward(QUERY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("500");
        }
    }

    /// Gives each connection in turn one answer, or none, and ends it.
    private static ServerSocket listen(String... answers) throws IOException {
        var server = new ServerSocket(0, answers.length, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    for (var answer : List.of(answers)) {
                        give(server, answer);
                    }
                });
        return server;
    }

    private static void give(ServerSocket server, String answer) {
        try (var connection = server.accept()) {
            awaitQuery(connection);
            connection.getOutputStream().write(answer.getBytes(US_ASCII));
        } catch (SocketException testIsOver) {
            // Nobody asked again.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitQuery(Socket connection) throws IOException {
        var seen = new StringBuilder();
        while (!seen.toString().endsWith("\r\n\r\nquery")) {
            seen.append((char) connection.getInputStream().read());
        }
    }

    private Authority authority(ServerSocket server) throws IOException {
        var roots = TimeStampRoots.ofPem(new SampleLog(folder).rootPem());
        var trust = new TimeStampClient.Trust(roots, Set.of(), Duration.ofMinutes(1));
        var client =
                new TimeStampClient(
                        request -> request, trust, Clock.systemUTC(), new SecureRandom());
        var url = URI.create("http://127.0.0.1:%d/tsa".formatted(server.getLocalPort()));
        return new Authority(
                "court", true, url, Duration.ofSeconds(30), HttpClient.newHttpClient(), client);
    }
}
