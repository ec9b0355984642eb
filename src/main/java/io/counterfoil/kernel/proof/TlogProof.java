package io.counterfoil.kernel.proof;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `.tlog-proof`: a leaf's index, its path and the checkpoint with its signatures.
///
/// @param extra opaque and not authenticated by anything
/// @param path sibling hashes, from the leaf's to the root's child, at most [#PATH_MAX]
/// @param checkpoint the note verbatim, with all its signature lines
public record TlogProof(@Nullable Bytes extra, long index, List<Hash> path, String checkpoint) {

    /// A tree of 2^63 leaves has no longer path.
    public static final int PATH_MAX = 63;

    /// The most bytes of extra data: what fits in a line of 64 KiB.
    public static final int EXTRA_BYTES_MAX = 48_000;

    /// The largest file that is read.
    public static final int BYTES_MAX = SignedNote.BYTES_MAX + (128 << 10);

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /// Copies the path and checks the limits.
    ///
    /// @throws MalformedException when one is passed
    public TlogProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > PATH_MAX) {
            throw new MalformedException("a proof has an index and at most 63 hashes");
        }
        if (checkpoint.isEmpty() || checkpoint.length() > SignedNote.BYTES_MAX) {
            throw new MalformedException("the proof's checkpoint is missing or too large");
        }
        if (extra != null && (extra.size() == 0 || extra.size() > EXTRA_BYTES_MAX)) {
            throw new MalformedException("extra data is absent or has 1 to 48,000 bytes");
        }
    }

    /// A proof as we write it, without extra data.
    public TlogProof(long index, List<Hash> path, SignedNote checkpoint) {
        this(null, index, path, checkpoint.print());
    }

    /// The checkpoint with its signatures.
    ///
    /// @throws MalformedException when it is no signed note
    public SignedNote note() {
        return SignedNote.parse(checkpoint);
    }

    /// Parses a proof file.
    ///
    /// @throws MalformedException when it would not print back to the same bytes
    public static TlogProof parse(byte[] file) {
        if (file.length > BYTES_MAX) {
            throw new MalformedException("the proof is too large");
        }
        String text = Encoding.utf8(file);
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw new MalformedException("a proof is a head, an empty line and a checkpoint");
        }
        var lines = List.of(text.substring(0, split).split("\n", -1));
        if (!lines.getFirst().equals(HEADER)) {
            throw new MalformedException("the proof's first line names another format");
        }
        boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        Bytes extra = hasExtra ? Bytes.fromBase64(lines.get(1).substring(EXTRA.length())) : null;
        int at = hasExtra ? 2 : 1;
        if (lines.size() <= at || !lines.get(at).startsWith(INDEX)) {
            throw new MalformedException("the proof has no index");
        }
        var hashes = lines.subList(at + 1, lines.size());
        if (hashes.size() > PATH_MAX) {
            throw new MalformedException("a proof has an index and at most 63 hashes");
        }
        return new TlogProof(
                extra,
                Encoding.decimal(lines.get(at).substring(INDEX.length())),
                hashes.stream().map(Hash::fromBase64).toList(),
                text.substring(split + 2));
    }

    /// The whole file.
    public byte[] print() {
        var out = new StringBuilder(HEADER).append('\n');
        if (extra != null) {
            out.append(EXTRA).append(extra.base64()).append('\n');
        }
        out.append(INDEX).append(index).append('\n');
        path.forEach(hash -> out.append(hash.base64()).append('\n'));
        out.append('\n').append(checkpoint);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
