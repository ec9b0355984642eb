package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    private static final byte[] SECRET = "a secret".getBytes(US_ASCII);

    @TempDir private Path directory;

    private Path file;

    @BeforeEach
    void nameAFileInADirectoryThatIsNotThereYet() {
        file = directory.resolve("keys/root.key");
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        SecretFile.create(file, SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretFile.read(file)).isEqualTo(SECRET);
    }

    @Test
    void leavesNothingElseBehind() throws IOException {
        SecretFile.create(file, SECRET);
        SecretFile.replace(file, SECRET);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void creatingNeverOverwrites() throws IOException {
        SecretFile.create(file, SECRET);
        assertThatThrownBy(() -> SecretFile.create(file, new byte[1]))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(SecretFile.read(file)).isEqualTo(SECRET);
    }

    @Test
    void replacingOverwrites() throws IOException {
        SecretFile.create(file, SECRET);
        SecretFile.replace(file, new byte[] {1});
        assertThat(SecretFile.read(file)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw------x"})
    void refusesToReadWhatOthersCouldHaveTouched(String permissions) throws IOException {
        SecretFile.create(file, SECRET);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> SecretFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void refusesWhatIsTooLongForASecret() throws IOException {
        var tooLong = new byte[SecretFile.MAX_BYTES + 1];
        assertThatIllegalArgumentException().isThrownBy(() -> SecretFile.create(file, tooLong));
        SecretFile.create(file, SECRET);
        Files.write(file, tooLong);
        assertThatThrownBy(() -> SecretFile.read(file)).hasMessageContaining("too long");
    }
}
