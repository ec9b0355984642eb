package io.counterfoil.member;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A sender of `POST /add-entries` that stops wherever a test wants it to.
final class PausedUpload implements AutoCloseable {

    private final Socket socket = new Socket();
    private final OutputStream out;

    PausedUpload(InetSocketAddress member) throws IOException {
        socket.connect(member);
        out = socket.getOutputStream();
        out.write(
                """
                POST /add-entries HTTP/1.1\r
                Host: member\r
                Content-Type: application/octet-stream\r
                Transfer-Encoding: chunked\r
                Connection: close\r
                \r
                """
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// Sends a part of the body.
    PausedUpload send(byte[] body, int from, int to) throws IOException {
        out.write((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body, from, to - from);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return this;
    }

    /// Ends the body and reads the answer.
    MemberHarness.Reply finish() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return answer();
    }

    /// Reads the answer without ending the body.
    MemberHarness.Reply answer() throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] parts = answer.split("\r\n\r\n", 2);
        String type =
                parts[0].lines()
                        .filter(line ->
                                line.toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("content-type: "))
                        .map(line -> line.substring("content-type: ".length()).strip())
                        .findFirst()
                        .orElse("");
        int status = Integer.parseInt(parts[0].split(" ", 3)[1]);
        return new MemberHarness.Reply(status, type, parts[1]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
