package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A member's keys are made once, kept to their owner, and sign under names of their own.
class MemberKeysTest {

    private static final KeyName TAX = new KeyName("counterfoil.local/tax");

    @TempDir private Path directory;

    @Test
    void makesTheKeysOnceAndFindsThemAgain() throws IOException {
        var made = MemberKeys.ensure(directory, TAX);

        var found = MemberKeys.ensure(directory, TAX);

        for (Line line : Line.values()) {
            assertThat(found.verifierKeys(line)).isEqualTo(made.verifierKeys(line));
        }
    }

    @Test
    void hasTwoKeysOfDifferentAlgorithmsForEachLine() throws IOException {
        var keys = MemberKeys.ensure(directory, TAX);

        assertThat(keys.verifierKeys(Line.MIRROR))
                .extracting(VerifierKey::name, VerifierKey::type)
                .containsExactly(
                        tuple("counterfoil.local/tax/mirror", KeyType.COSIGNATURE_ED25519),
                        tuple("counterfoil.local/tax/mirror", KeyType.COSIGNATURE_ML_DSA_44));
        assertThat(keys.verifierKeys(Line.FINAL))
                .extracting(VerifierKey::name, VerifierKey::type)
                .containsExactly(
                        tuple("counterfoil.local/tax/final", KeyType.COSIGNATURE_ED25519),
                        tuple("counterfoil.local/tax/final", KeyType.COSIGNATURE_ML_DSA_44));
    }

    @Test
    void keepsEveryKeyFileToItsOwner() throws IOException {
        MemberKeys.ensure(directory, TAX);

        try (var files = Files.list(directory.resolve("keys"))) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void refusesTheKeysOfAnotherMember() throws IOException {
        MemberKeys.ensure(directory, TAX);

        assertThatThrownBy(
                        () -> MemberKeys.ensure(directory, new KeyName("counterfoil.local/court")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a key of counterfoil.local/tax/mirror");
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void signsWithBothKeysOfALine(Line line) throws IOException {
        var keys = MemberKeys.ensure(directory, TAX);
        String text =
                new Checkpoint("counterfoil.local/log1", 0, TreeHasher.sha256().empty()).text();

        List<NoteSignature> lines = keys.sign(line, text, Instant.ofEpochSecond(1_767_139_200));

        var verifiers = new FastSignatureVerifiers();
        assertThat(keys.verifierKeys(line))
                .zipSatisfy(
                        lines,
                        (key, signature) -> {
                            assertThat(key.claims(signature)).isTrue();
                            assertThat(key.verify(text, signature.signature(), verifiers)).isTrue();
                        });
    }

    private static org.assertj.core.groups.Tuple tuple(String name, KeyType type) {
        return org.assertj.core.groups.Tuple.tuple(new KeyName(name), type);
    }
}
