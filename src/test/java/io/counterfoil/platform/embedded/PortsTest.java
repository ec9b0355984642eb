package io.counterfoil.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    private static final int NONE = 0;

    @TempDir private Path folder;
    private Path file;
    private final int last = Ports.anyFree();

    @BeforeEach
    void remember() throws IOException {
        file = folder.resolve("ports");
        Files.writeString(file, "one=%d\nother=%d\n".formatted(last, last));
    }

    @Test
    void givesAServerThePortThatItHad() {
        assertThat(new Ports(file, NONE).of("one")).isEqualTo(last);
    }

    @Test
    void givesTwoServersTwoPortsThoughNeitherListensYet() {
        var ports = new Ports(file, NONE);
        assertThat(ports.of("one")).isNotEqualTo(ports.of("other"));
    }

    @Test
    void givesNobodyThePortThatTheProcessWillServeOn() {
        assertThat(new Ports(file, last).of("one")).isNotEqualTo(last);
    }

    @Test
    void choosesAgainWhenSomethingListensThere() throws IOException {
        try (var holder = new ServerSocket(last, 1, InetAddress.getLoopbackAddress())) {
            var chosen = new Ports(file, NONE).of("one");
            assertThat(chosen).isNotEqualTo(holder.getLocalPort());
            assertThat(new Ports(file, NONE).of("one")).isEqualTo(chosen);
        }
    }
}
