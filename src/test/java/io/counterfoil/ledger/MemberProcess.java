package io.counterfoil.ledger;

import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A member run by the launcher, on a data directory that has its keys and policies already.
final class MemberProcess {

    private static final Path LAUNCHER = Path.of("counterfoil").toAbsolutePath();
    private static final long END_SECONDS_MAX = 60;

    private final String name;
    private final Path data;
    private final int port;
    private Process process;

    private MemberProcess(String name, Path data, int port) throws IOException {
        this.name = name;
        this.data = data;
        this.port = port;
        this.process = launch();
    }

    /// Starts it and waits until it listens.
    static MemberProcess start(String name, Path data) throws IOException {
        var member = new MemberProcess(name, data, Ports.anyFree());
        member.awaitListening();
        return member;
    }

    int port() {
        return port;
    }

    /// Ends it without a word.
    void kill() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("the member does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Starts it again on the same directory and port.
    void restart() throws IOException {
        process = launch();
        awaitListening();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        LAUNCHER.toString(),
                        "member",
                        "--name",
                        name,
                        "--data",
                        data.toString(),
                        "--port",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return data.resolve("member.log");
    }

    private void awaitListening() {
        LogHouse.await(
                name + " listens",
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the member ended: " + read());
                    }
                    return !Ports.isFree(port);
                });
    }

    private String read() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
