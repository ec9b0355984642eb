package io.counterfoil.platform.embedded;

import io.counterfoil.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Loopback ports of the embedded servers: chosen once, kept in a file, chosen again when taken.
public final class Ports {

    /// Where ports are chosen: below those that Linux gives to outgoing connections (from 32,768),
    /// one of which could hold a port just when its server wants it back.
    private static final int FIRST = 20_000;

    private static final int AFTER_LAST = 32_768;

    /// Of so many random choices one is free, or the machine has other troubles.
    private static final int CHOICES_MAX = 1_000;

    private final Path file;
    private final Properties known = new Properties();

    /// Given away in this process, though nothing may listen there yet.
    private final Set<Integer> given = new HashSet<>();

    /// @param file where the choices are kept between starts
    /// @param own the port on which this process will serve HTTP
    public Ports(Path file, int own) {
        this.file = file;
        given.add(own);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                known.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The port of a server: the one it had at the last start when that is still free. No two
    /// servers of a process are given the same, though they start side by side.
    public synchronized int of(String server) {
        var last = Integer.parseInt(known.getProperty(server, "0"));
        var port = isOurs(last) && !given.contains(last) && isFree(last) ? last : anyFree(given);
        given.add(port);
        known.setProperty(server, String.valueOf(port));
        try (var out = Files.newBufferedWriter(file)) {
            known.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return port;
    }

    /// Refuses a start on a port that something else listens on.
    public static void requireFree(String host, int port) {
        if (port != 0 && !isFree(host, port)) {
            throw new StartRefused(
                    "Port %d is in use: stop what listens there or give another --port."
                            .formatted(port));
        }
    }

    /// A port that nothing listens on at this moment.
    public static int anyFree() {
        return anyFree(Set.of());
    }

    private static int anyFree(Set<Integer> except) {
        return ThreadLocalRandom.current()
                .ints(CHOICES_MAX, FIRST, AFTER_LAST)
                .filter(port -> !except.contains(port) && isFree(port))
                .findFirst()
                .orElseThrow(() ->
                        new StartRefused(
                                "No port between %d and %d is free."
                                        .formatted(FIRST, AFTER_LAST - 1)));
    }

    /// Whether nothing listens on a loopback port.
    public static boolean isFree(int port) {
        return isFree("127.0.0.1", port);
    }

    private static boolean isOurs(int port) {
        return FIRST <= port && port < AFTER_LAST;
    }

    private static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
