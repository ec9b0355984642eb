package io.counterfoil.platform.consortium;

import io.counterfoil.crypto.SigningKey;
import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// The private keys of one log, each in a file of its own that only the owner can read.
///
/// @param ed25519 signs checkpoints, type 01
/// @param mlDsa44 signs checkpoints, type 06
/// @param promise signs promises, type 01 under the name `ORIGIN/promise`
/// @param vrf makes uniqueness keys of invoice numbers
public record LogKeys(
        SigningKey ed25519, SigningKey mlDsa44, SigningKey promise, VrfSecretKey vrf) {

    /// Reads the keys of a log from a folder, and draws those that are missing.
    public static LogKeys ensure(Path folder, String origin) throws IOException {
        var name = new KeyName(origin);
        return new LogKeys(
                ensure(folder.resolve("ed25519.key"), name, KeyType.ED25519),
                ensure(folder.resolve("ml-dsa-44.key"), name, KeyType.COSIGNATURE_ML_DSA_44),
                ensure(
                        folder.resolve("promise.key"),
                        new KeyName(origin + "/promise"),
                        KeyType.ED25519),
                vrf(folder.resolve("vrf.key")));
    }

    /// The folder of a log's keys in a data directory.
    public static Path folder(Path data, String log) {
        return data.resolve("ledger").resolve(log).resolve("keys");
    }

    /// The keys that sign checkpoints.
    public List<SigningKey> checkpointSigners() {
        return List.of(ed25519, mlDsa44);
    }

    /// What checkpoints are checked with.
    public List<VerifierKey> checkpointKeys() {
        return checkpointSigners().stream().map(SigningKey::key).toList();
    }

    private static SigningKey ensure(Path file, KeyName name, KeyType type) throws IOException {
        if (!Files.exists(file)) {
            SigningKey.generate(name, type, new SecureRandom()).store(file);
        }
        return SigningKey.load(file);
    }

    private static VrfSecretKey vrf(Path file) throws IOException {
        if (!Files.exists(file)) {
            VrfSecretKey.generate(new SecureRandom()).store(file);
        }
        return VrfSecretKey.load(file);
    }
}
