package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// A request that is sent byte by byte as a test wants it, which no client of HTTP would do.
record Wire(Socket socket) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 300_000;

    /// Sends the head of a POST.
    ///
    /// @param headers each with its name
    static Wire post(Product product, String path, String... headers) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), product.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        var wire = new Wire(socket);
        wire.send("POST %s HTTP/1.1\r\nHost: localhost\r\n".formatted(path));
        for (var header : headers) {
            wire.send(header + "\r\n");
        }
        wire.send("\r\n");
        return wire;
    }

    void send(String text) throws IOException {
        send(text.getBytes(US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// The next line of the answer, without its end.
    String line() throws IOException {
        var line = new StringBuilder();
        var in = socket.getInputStream();
        for (var next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
