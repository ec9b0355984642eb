package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Subtree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A signature with the time at which the cosigner stands by it (C2SP tlog-cosignature).
///
/// @param seconds POSIX time, `0` to 2^63-1
public record Cosignature(long seconds, Bytes signature) {

    private static final byte[] SUBTREE_LABEL =
            "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

    /// The shortest signature of any cosignature type.
    private static final int SIGNATURE_BYTES_MIN = 64;

    /// Checks the time.
    ///
    /// @throws MalformedException when it is beyond 2^63-1 seconds
    public Cosignature {
        if (seconds < 0) {
            throw new MalformedException("the cosignature's time is out of range");
        }
    }

    /// Reads `uint64 time || signature`.
    ///
    /// @throws MalformedException when it is too short or the time out of range
    public static Cosignature parse(Bytes content) {
        if (content.size() < Long.BYTES + SIGNATURE_BYTES_MIN) {
            throw new MalformedException("the cosignature is too short");
        }
        long seconds = ByteBuffer.wrap(content.toArray()).getLong();
        return new Cosignature(seconds, content.slice(Long.BYTES, content.size()));
    }

    /// The bytes that stand in a signature line behind the key id.
    public Bytes content() {
        byte[] content = new byte[Long.BYTES + signature.size()];
        ByteBuffer.wrap(content).putLong(seconds);
        signature.copyTo(content, Long.BYTES);
        return Bytes.of(content);
    }

    /// What this cosignature must have signed, were it by the given key over the given text.
    ///
    /// @throws MalformedException when the key's type covers checkpoints only and the text is none
    byte[] message(VerifierKey key, String text) {
        return message(key, text, seconds);
    }

    /// The bytes that a key signs for a note's text at a time; types without a time sign the text.
    ///
    /// @throws MalformedException when the key's type covers checkpoints only and the text is none
    public static byte[] message(VerifierKey key, String text, long seconds) {
        return switch (key.type()) {
            case ED25519, ECDSA -> plainMessage(text);
            case COSIGNATURE_ED25519 -> ed25519Message(text, seconds);
            case COSIGNATURE_ML_DSA_44 -> {
                var checkpoint = Checkpoint.parse(text);
                var tree = new Subtree(0, checkpoint.size());
                yield subtreeMessage(
                        key.name(), seconds, checkpoint.origin(), tree, checkpoint.root());
            }
        };
    }

    static byte[] plainMessage(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The message of type 04.
    static byte[] ed25519Message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /// The message of type 06 for a subtree; a whole tree begins at leaf 0.
    ///
    /// @param seconds zero makes no statement about the largest tree, and is the only value allowed
    ///   for a subtree that does not begin at leaf 0
    /// @throws MalformedException when that is broken, or a name is longer than 255 bytes
    public static byte[] subtreeMessage(
            KeyName cosigner, long seconds, String origin, Subtree run, Hash root) {
        byte[] name = cosigner.bytes();
        byte[] log = origin.getBytes(StandardCharsets.UTF_8);
        if (run.start() != 0 && seconds != 0) {
            throw new MalformedException("only a whole tree is signed with a time");
        }
        if (log.length == 0 || log.length > Checkpoint.ORIGIN_BYTES_MAX) {
            throw new MalformedException("an origin is one line of 1 to 255 bytes");
        }
        return ByteBuffer.allocate(
                        SUBTREE_LABEL.length + 2 + name.length + log.length + 3 * Long.BYTES + 32)
                .put(SUBTREE_LABEL)
                .put((byte) name.length)
                .put(name)
                .putLong(seconds)
                .put((byte) log.length)
                .put(log)
                .putLong(run.start())
                .putLong(run.end())
                .put(root.bytes())
                .array();
    }
}
