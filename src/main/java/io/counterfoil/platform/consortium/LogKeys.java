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

/// The private keys of one log, each in a file of its own that only the owner can read. Who needs
/// one reads that one: a machine holds the keys of its roles and no others.
///
/// @param folder where the files lie; those that are missing are drawn when they are asked for
/// @param origin the log's name in checkpoints
public record LogKeys(Path folder, String origin) {

    /// The keys of a log in a data directory.
    public static LogKeys of(Path data, String log, String origin) {
        return new LogKeys(data.resolve("ledger").resolve(log).resolve("keys"), origin);
    }

    /// Draws all that are missing.
    public void ensure() throws IOException {
        var _ = checkpointSigners();
        var _ = promise();
        var _ = vrf();
    }

    /// The keys that sign checkpoints, types 01 and 06.
    public List<SigningKey> checkpointSigners() throws IOException {
        var name = new KeyName(origin);
        return List.of(
                key(folder.resolve("ed25519.key"), name, KeyType.ED25519),
                key(folder.resolve("ml-dsa-44.key"), name, KeyType.COSIGNATURE_ML_DSA_44));
    }

    /// What checkpoints are checked with.
    public List<VerifierKey> checkpointKeys() throws IOException {
        return checkpointSigners().stream().map(SigningKey::key).toList();
    }

    /// The key that signs promises, type 01 under the name `ORIGIN/promise`.
    public SigningKey promise() throws IOException {
        return key(promiseFile(), new KeyName(origin + "/promise"), KeyType.ED25519);
    }

    /// The key that makes uniqueness keys of invoice numbers.
    public VrfSecretKey vrf() throws IOException {
        if (!Files.exists(vrfFile())) {
            VrfSecretKey.generate(new SecureRandom()).store(vrfFile());
        }
        return VrfSecretKey.load(vrfFile());
    }

    /// The file of [#promise()].
    public Path promiseFile() {
        return folder.resolve("promise.key");
    }

    /// The file of [#vrf()].
    public Path vrfFile() {
        return folder.resolve("vrf.key");
    }

    private static SigningKey key(Path file, KeyName name, KeyType type) throws IOException {
        if (!Files.exists(file)) {
            SigningKey.generate(name, type, new SecureRandom()).store(file);
        }
        return SigningKey.load(file);
    }
}
