package io.counterfoil.member;

import io.counterfoil.crypto.SigningKey;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The four keys of a member: Ed25519 and ML-DSA-44 for each of its two lines.
///
/// They lie in the folder `keys` of the member's directory, one a file, readable by its owner only.
public final class MemberKeys {

    private static final List<KeyType> TYPES =
            List.of(KeyType.COSIGNATURE_ED25519, KeyType.COSIGNATURE_ML_DSA_44);

    private final Map<Line, List<SigningKey>> keys;

    private MemberKeys(Map<Line, List<SigningKey>> keys) {
        this.keys = keys;
    }

    /// Reads the keys of a member and makes those that are missing.
    ///
    /// @param directory the member's directory
    /// @param member the name that `/mirror` and `/final` are appended to
    /// @throws IOException also when a key file is open to others or holds a key of another name
    public static MemberKeys ensure(Path directory, KeyName member) throws IOException {
        var keys = new EnumMap<Line, List<SigningKey>>(Line.class);
        for (Line line : Line.values()) {
            var pair = new ArrayList<SigningKey>();
            for (KeyType type : TYPES) {
                pair.add(ensure(file(directory, line, type), nameOf(member, line), type));
            }
            keys.put(line, List.copyOf(pair));
        }
        return new MemberKeys(keys);
    }

    /// The name that a member signs one of its lines with.
    public static KeyName nameOf(KeyName member, Line line) {
        return new KeyName(member + "/" + line.key());
    }

    private static Path file(Path directory, Line line, KeyType type) {
        String algorithm = type == KeyType.COSIGNATURE_ED25519 ? "ed25519" : "ml-dsa-44";
        return directory.resolve("keys").resolve(line.key() + "-" + algorithm);
    }

    private static SigningKey ensure(Path file, KeyName name, KeyType type) throws IOException {
        if (!Files.exists(file)) {
            SigningKey.generate(name, type, new SecureRandom()).store(file);
        }
        var key = SigningKey.load(file);
        if (!key.key().name().equals(name) || key.key().type() != type) {
            throw new IOException(
                    "%s holds a key of %s, not the %s key of %s"
                            .formatted(
                                    file,
                                    key.key().name(),
                                    type.name().toLowerCase(Locale.ROOT),
                                    name));
        }
        return key;
    }

    /// The public halves of the keys of a line: Ed25519, then ML-DSA-44.
    public List<VerifierKey> verifierKeys(Line line) {
        return of(line).stream().map(SigningKey::key).toList();
    }

    /// Signs a checkpoint with both keys of a line.
    List<NoteSignature> sign(Line line, String checkpoint, Instant at) {
        return of(line).stream().map(key -> key.sign(checkpoint, at)).toList();
    }

    private List<SigningKey> of(Line line) {
        return keys.getOrDefault(line, List.of());
    }
}
