package io.counterfoil.platform.embedded;

import io.counterfoil.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Loopback ports of the embedded servers: chosen once, kept in a file, chosen again when taken.
public final class Ports {

    private final Path file;
    private final Properties known = new Properties();

    /// @param file where the choices are kept between starts
    public Ports(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                known.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The port of a server: the one it had at the last start when that is still free.
    public synchronized int of(String server) {
        var last = Integer.parseInt(known.getProperty(server, "0"));
        var port = last != 0 && isFree(last) ? last : anyFree();
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
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether nothing listens on a loopback port.
    public static boolean isFree(int port) {
        return isFree("127.0.0.1", port);
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
