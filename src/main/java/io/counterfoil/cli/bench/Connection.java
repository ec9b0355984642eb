package io.counterfoil.cli.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that does just what the load needs: on a small machine a
/// client that does more would be measured along with the server.
final class Connection implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int HEADER_BYTES_MAX = 8 << 10;
    private static final int ANSWER_MILLIS_MAX = 60_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    Connection(URI base) throws IOException {
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = socket.getOutputStream();
    }

    /// An answer with its whole body.
    record Answer(int status, String body) {}

    /// Sends a request and reads its answer.
    ///
    /// @param head request line and headers, each ended by CR LF, without Content-Length
    Answer send(String head, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = head + "Host: bench\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        if (bytes.length < BUFFER_BYTES) {
            out.write((request + body).getBytes(StandardCharsets.UTF_8));
        } else {
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
        }
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without Content-Length");
        }
        var content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("the answer breaks off");
        }
        return new Answer(status, new String(content, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > HEADER_BYTES_MAX) {
                throw new EOFException("the answer breaks off");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
