package io.counterfoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.consortium.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {

    @TempDir Path folder;

    @Test
    void nothingIsMissingOnceTheLedgerHasFounded() {
        var all = EnumSet.allOf(Role.class);
        assertThat(Founding.missing(folder, all)).hasSize(12);
        try (var data = DataDirectory.open(folder)) {
            Founding.ensure(data);
        }
        assertThat(Founding.missing(folder, all)).isEmpty();
    }

    @Test
    void aMachineHoldsTheKeysOfItsRolesOnly() throws IOException {
        var founded = folder.resolve("founded");
        try (var data = DataDirectory.open(founded)) {
            Founding.ensure(data);
        }
        var intake = folder.resolve("intake");
        for (var needed : Founding.missing(intake, Set.of(Role.INTAKE))) {
            Files.createDirectories(needed.getParent());
            Files.copy(founded.resolve(intake.relativize(needed)), needed);
        }
        var keys = LogKeys.of(intake, Founding.LOG, Founding.ORIGIN);
        var original = LogKeys.of(founded, Founding.LOG, Founding.ORIGIN);
        assertThat(keys.promise().key()).isEqualTo(original.promise().key());
        assertThat(keys.vrf().publicKey()).isEqualTo(original.vrf().publicKey());
        try (var files = Files.list(keys.folder())) {
            assertThat(files).containsExactlyInAnyOrder(keys.promiseFile(), keys.vrfFile());
        }
        assertThat(Founding.missing(intake, Set.of(Role.AUTHORITY, Role.PORTAL))).isEmpty();
    }
}
