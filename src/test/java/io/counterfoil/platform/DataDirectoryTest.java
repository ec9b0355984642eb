package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.DataDirectory.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That processes share a directory shows `RolesApartStory`: within one no two locks of a file are
/// given.
class DataDirectoryTest {

    private static final long OURS = ProcessHandle.current().pid();

    @TempDir Path folder;

    @Test
    void aProcessWithSomeRolesIsFoundOnce() {
        var data = DataDirectory.open(folder, Set.of(Role.INTAKE, Role.PORTAL));
        data.announce(4321);
        assertThat(DataDirectory.holders(folder)).containsExactly(new Holder(OURS, 4321));
        data.close();
        assertThat(DataDirectory.holders(folder)).isEmpty();
    }

    @Test
    void whoeverRunsTheWholeIsFound() {
        try (var data = DataDirectory.open(folder)) {
            data.announce(4321);
            assertThat(DataDirectory.holder(folder)).contains(new Holder(OURS, 4321));
        }
    }

    @Test
    void theNoteOfAKilledAllInOneIsWiped() throws IOException {
        Files.writeString(folder.resolve("counterfoil.pid"), "1\n8080\n");
        try (var data = DataDirectory.open(folder, Set.of(Role.LEDGER))) {
            data.announce(4321);
            assertThat(DataDirectory.holders(folder)).containsExactly(new Holder(OURS, 4321));
        }
    }

    @Test
    void theWholeAndARoleOfItAreNotGivenTwice() {
        try (var _ = DataDirectory.open(folder, Set.of(Role.LEDGER))) {
            assertThatThrownBy(() -> DataDirectory.open(folder))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("Counterfoil already runs on");
        }
        DataDirectory.open(folder).close();
    }
}
