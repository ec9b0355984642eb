package io.counterfoil.platform.embedded;

import io.counterfoil.story.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL as an operator runs one: it proves itself by a certificate.
///
/// @param postgres the server
/// @param rootCertificate who vouches for it
public record GuardedPostgres(Postgres postgres, Path rootCertificate) implements AutoCloseable {

    private static final Path BINARIES = Path.of("target", "embedded").toAbsolutePath();

    /// Starts on a directory, made on first use, and a port.
    public static GuardedPostgres start(Path folder, int port, Path passwordFile)
            throws IOException {
        var cluster = folder.resolve("cluster");
        if (!Files.exists(cluster)) {
            Postgres.start(BINARIES, folder, passwordFile, port).close();
            var _ = certify(cluster);
        }
        return new GuardedPostgres(
                Postgres.start(BINARIES, folder, passwordFile, port),
                cluster.resolve("server.crt"));
    }

    /// Gives a cluster's directory a certificate of its own and switches TLS on.
    public static Path certify(Path cluster) throws IOException {
        var words =
                "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 2 -subj /CN=test"
                        + " -addext subjectAltName=IP:127.0.0.1 -keyout server.key -out server.crt";
        var command = new ArrayList<>(List.of(Tool.OPENSSL.path().toString()));
        command.addAll(List.of(words.split(" ")));
        var making =
                new ProcessBuilder(command)
                        .directory(cluster.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(cluster.resolve("openssl.log").toFile())
                        .start();
        making.onExit().join();
        Files.writeString(cluster.resolve("postgresql.auto.conf"), "ssl = on\n");
        return cluster.resolve("server.crt");
    }

    @Override
    public void close() {
        postgres.close();
    }
}
