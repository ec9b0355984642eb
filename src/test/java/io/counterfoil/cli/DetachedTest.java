package io.counterfoil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.embedded.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedTest {

    @TempDir Path folder;

    @Test
    void withoutTheLauncherNothingIsStarted() {
        assertThat(System.getProperty("counterfoil.launcher")).isNull();
        assertThatThrownBy(() -> Detached.start(folder, Ports.anyFree(), System.err))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Only \"./counterfoil\" starts a server that runs on");
        assertThat(DataDirectory.holders(folder)).isEmpty();
    }
}
