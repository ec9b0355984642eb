package io.counterfoil.platform;

import io.counterfoil.wire.Broker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The Kafka of this process, embedded or outside.
final class Brokers {

    /// @param clientFile see [Broker#of]
    @Produces
    @Singleton
    Broker broker(
            @ConfigProperty(name = "counterfoil.kafka.bootstrap") String bootstrap,
            @ConfigProperty(name = "counterfoil.kafka.client-file") Optional<Path> clientFile)
            throws IOException {
        return Broker.of(bootstrap, clientFile);
    }
}
