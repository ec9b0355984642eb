package io.counterfoil.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstKeysTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void aKeyIsWrittenOnceAndReadableByItsOwnerOnly(ApiRole role) throws IOException {
        var keys = new FirstKeys(folder.resolve("keys"));
        var key = keys.ofRole(role);
        var file = folder.resolve("keys").resolve(role.key() + ".key");
        assertThat(Files.readString(file)).isEqualTo(key + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.ofRole(role)).isEqualTo(key);
    }

    @Test
    void keysOfTwoRolesDiffer() {
        var keys = new FirstKeys(folder);
        assertThat(KeyHash.of(keys.ofRole(ApiRole.ISSUER)))
                .hasSize(64)
                .isNotEqualTo(KeyHash.of(keys.ofRole(ApiRole.AUDITOR)));
    }
}
