package io.counterfoil.platform.embedded;

import io.counterfoil.platform.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of our own: fsync on, scram passwords, loopback only, one directory.
///
/// A killed JVM leaves the server behind; the next start finds it by its pid file, makes sure that
/// it is the server of this very directory, and stops it before starting anew.
public final class Postgres implements AutoCloseable {

    /// The superuser and the owner of the database.
    public static final String USER = "counterfoil";

    private static final String DATABASE = "postgres";

    /// Crash recovery of a loaded server takes seconds; a minute means that something is wrong.
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(15);

    private final Process server;
    private final Path cluster;
    private final int port;

    private Postgres(Process server, Path cluster, int port) {
        this.server = server;
        this.cluster = cluster;
        this.port = port;
    }

    /// Starts the server of a directory, made on first use.
    ///
    /// @param binaries parent folder of the unpacked programs
    /// @param directory holds the cluster and its log
    /// @param passwordFile owner-only file with the superuser's password
    public static Postgres start(Path binaries, Path directory, Path passwordFile, int port) {
        var home = PostgresBinaries.in(binaries);
        var cluster = directory.resolve("cluster");
        try {
            if (!Files.isDirectory(cluster)) {
                initialise(home, directory, passwordFile);
            }
            stopOrphan(cluster);
            var server = launch(home, cluster, directory.resolve("postgres.log"), port);
            awaitReady(server, cluster, directory.resolve("postgres.log"));
            return new Postgres(server, cluster, port);
        } catch (IOException e) {
            throw new StartRefused("PostgreSQL could not be started: " + e.getMessage() + ".", e);
        }
    }

    /// For the reactive client, without credentials.
    public String reactiveUrl() {
        return reactiveUrl(port);
    }

    /// For JDBC, without credentials.
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /// [#reactiveUrl()] of the server that will listen on a port.
    static String reactiveUrl(int port) {
        return "vertx-reactive:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /// [#jdbcUrl()] of the server that will listen on a port.
    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /// Ends all connections and stops the server cleanly.
    @Override
    public void close() {
        stop(server.toHandle());
    }

    /// The directory of the cluster.
    Path cluster() {
        return cluster;
    }

    private static void initialise(Path home, Path directory, Path passwordFile)
            throws IOException {
        var fresh = directory.resolve("cluster.new");
        deleteTree(fresh);
        var command = asOrdinaryUser(home.resolve("bin/initdb").toString());
        command.addAll(
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--set=max_connections=60"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (waitFor(process) != 0) {
            throw new StartRefused("PostgreSQL could not make its directory: " + output.strip());
        }
        Files.move(fresh, directory.resolve("cluster"));
    }

    private static Process launch(Path home, Path cluster, Path log, int port) throws IOException {
        var command = asOrdinaryUser(home.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", cluster.toString()));
        for (var setting : settings(port)) {
            command.addAll(List.of("-c", setting));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
    }

    /// Durable settings, spelled out: what is promised to a client must survive the power cut.
    private static List<String> settings(int port) {
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "password_encryption=scram-sha-256",
                "shared_buffers=64MB",
                "wal_buffers=8MB",
                "max_wal_size=512MB",
                "jit=off",
                "max_worker_processes=2",
                "max_parallel_workers=0",
                "log_statement=none",
                "log_min_error_statement=panic",
                "log_timezone=UTC",
                "timezone=UTC");
    }

    /// PostgreSQL refuses to run as root; a user namespace makes root an ordinary user.
    private static List<String> asOrdinaryUser(String program) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program);
        return command;
    }

    private static void awaitReady(Process server, Path cluster, Path log) throws IOException {
        var deadline = Instant.now().plus(START_LIMIT);
        while (!isReady(cluster, server.pid())) {
            if (!server.isAlive()) {
                throw new StartRefused(
                        "PostgreSQL ended while starting; its last word in %s: %s"
                                .formatted(log, lastLine(log)));
            }
            if (Instant.now().isAfter(deadline)) {
                stop(server.toHandle());
                throw new StartRefused(
                        "PostgreSQL was not ready within %d s; see %s."
                                .formatted(START_LIMIT.toSeconds(), log));
            }
            pause();
        }
    }

    /// Line 8 of `postmaster.pid` says `ready` once connections are accepted.
    private static boolean isReady(Path cluster, long pid) throws IOException {
        var lines = pidFile(cluster);
        return lines.size() >= 8
                && lines.get(0).equals(String.valueOf(pid))
                && lines.get(7).strip().equals("ready");
    }

    private static void stopOrphan(Path cluster) throws IOException {
        var lines = pidFile(cluster);
        if (lines.isEmpty()) {
            return;
        }
        runningServer(Long.parseLong(lines.get(0).strip()), cluster).ifPresent(Postgres::stop);
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }

    private static Optional<ProcessHandle> runningServer(long pid, Path cluster) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> commandLine(pid).contains("\0-D\0" + cluster + "\0"));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
        } catch (IOException e) {
            return ""; // it ended between the two looks
        }
    }

    /// Fast shutdown (SIGINT), then immediate (SIGQUIT): both leave a cluster that recovers.
    private static void stop(ProcessHandle server) {
        for (var signal : List.of("INT", "QUIT", "KILL")) {
            if (!server.isAlive()) {
                return;
            }
            signal(server.pid(), signal);
            awaitEnd(server);
        }
    }

    private static void signal(long pid, String signal) {
        try {
            waitFor(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start());
        } catch (IOException e) {
            throw new IllegalStateException("the program kill cannot be run", e);
        }
    }

    private static void awaitEnd(ProcessHandle server) {
        var deadline = Instant.now().plus(STOP_LIMIT);
        while (server.isAlive() && Instant.now().isBefore(deadline)) {
            pause();
        }
    }

    private static List<String> pidFile(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String lastLine(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return lines.isEmpty() ? "nothing" : lines.getLast();
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start was interrupted.", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start was interrupted.", e);
        }
    }
}
