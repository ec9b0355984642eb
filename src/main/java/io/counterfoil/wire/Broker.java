package io.counterfoil.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;

/// How Kafka is reached: addresses, and what its own clients are told besides (TLS, login).
public final class Broker {

    private static final int CONNECT_MILLIS_MAX = 2_000;

    private final String bootstrap;
    private final Map<String, String> settings;

    private Broker(String bootstrap, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        this.bootstrap = bootstrap;
        this.settings = Map.copyOf(all);
    }

    /// A broker that asks for neither TLS nor login.
    public static Broker plain(String bootstrap) {
        return new Broker(bootstrap, Map.of());
    }

    /// A broker that may ask for both.
    ///
    /// @param clientFile properties such as Kafka's own tools take, with `security.protocol` and
    ///   the rest
    /// @throws IOException when the file cannot be read
    public static Broker of(String bootstrap, Optional<Path> clientFile) throws IOException {
        var told = new Properties();
        if (clientFile.isPresent()) {
            try (var in = Files.newBufferedReader(clientFile.get())) {
                told.load(in);
            }
        }
        var settings = new HashMap<String, String>();
        told.stringPropertyNames().forEach(name -> settings.put(name, told.getProperty(name)));
        return new Broker(bootstrap, settings);
    }

    /// `HOST:PORT`, several separated by commas.
    public String bootstrap() {
        return bootstrap;
    }

    /// The settings of a client that is not particular about anything.
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    /// The settings of a client that is.
    public Map<String, Object> with(Map<String, ?> own) {
        var all = new HashMap<String, Object>(settings);
        all.putAll(own);
        return Map.copyOf(all);
    }

    /// Whether anything listens at one of the addresses now.
    ///
    /// @throws org.apache.kafka.common.config.ConfigException when none of them is one
    public boolean listens() {
        return ClientUtils.parseAndValidateAddresses(
                        List.of(bootstrap.split(",")), ClientDnsLookup.USE_ALL_DNS_IPS)
                .stream()
                .anyMatch(Broker::listens);
    }

    private static boolean listens(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Where it is; the rest is secret.
    @Override
    public String toString() {
        return bootstrap;
    }
}
