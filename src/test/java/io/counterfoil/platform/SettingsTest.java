package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir Path data;

    @Test
    void theEnvironmentDecidesOverTheFile() throws IOException {
        write("counterfoil.postgres.url=postgresql://a/b\ncounterfoil.kafka.bootstrap=a:1\n");
        var settings = Settings.read(data, Map.of("COUNTERFOIL_KAFKA_BOOTSTRAP", "b:2"));
        assertThat(settings.value("counterfoil.postgres.url")).contains("postgresql://a/b");
        assertThat(settings.value("counterfoil.kafka.bootstrap")).contains("b:2");
    }

    @Test
    void anEmptyValueCountsAsNone() throws IOException {
        write("counterfoil.postgres.url=\n");
        assertThat(Settings.read(data, Map.of()).value("counterfoil.postgres.url")).isEmpty();
        assertThat(Settings.read(data.resolve("none"), Map.of()).value("counterfoil.x")).isEmpty();
    }

    @Test
    void theServerIsToldWhatTheOperatorSetAndElseWhatHolds() throws IOException {
        write("counterfoil.test.set=file\ncounterfoil.test.both=file\n");
        var settings = Settings.read(data, Map.of("COUNTERFOIL_TEST_BOTH", "environment"));
        settings.export();
        settings.otherwise("counterfoil.test.set", "default");
        settings.otherwise("counterfoil.test.unset", "default");
        assertThat(System.getProperty("counterfoil.test.set")).isEqualTo("file");
        assertThat(System.getProperty("counterfoil.test.both")).isEqualTo("environment");
        assertThat(System.getProperty("counterfoil.test.unset")).isEqualTo("default");
    }

    @Test
    void aNameThatNobodyAsksForIsRefused() throws IOException {
        write("postgres.url=postgresql://a/b\n");
        assertThatThrownBy(() -> Settings.read(data, Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("there is no setting postgres.url");
    }

    private void write(String text) throws IOException {
        Files.writeString(data.resolve(Settings.FILE), text);
    }
}
