package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The body of `POST /add-checkpoint`: a checkpoint and the proof that it continues the last one.
///
/// @param oldSize size of the last checkpoint that the receiver took
/// @param proof consistency path from that size, at most [#PROOF_MAX] hashes
/// @param note the checkpoint with every signature the sender has
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {

    /// The most hashes that the protocol allows; a tree of 2^63 leaves needs no more.
    public static final int PROOF_MAX = 63;

    /// The largest body: old size and proof need 3 KB, ten members' lines with the log's 34 KB.
    public static final int BYTES_MAX = 128 << 10;

    private static final String OLD = "old ";

    /// Checks the length of the proof.
    ///
    /// @throws MalformedException when there are more hashes than the protocol allows
    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0 || proof.size() > PROOF_MAX) {
            throw new MalformedException("an old size and at most 63 hashes are needed");
        }
    }

    /// Parses a request's body.
    ///
    /// @throws MalformedException when it would not print back to the same bytes
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > BYTES_MAX) {
            throw new MalformedException("the request is too large");
        }
        String text = Encoding.utf8(body);
        int split = text.indexOf("\n\n");
        if (split < 0 || !text.startsWith(OLD)) {
            throw new MalformedException("a request is an old size, a proof and a checkpoint");
        }
        String[] lines = text.substring(0, split).split("\n", -1);
        if (lines.length > 1 + PROOF_MAX) {
            throw new MalformedException("an old size and at most 63 hashes are needed");
        }
        long oldSize = Encoding.decimal(lines[0].substring(OLD.length()));
        var proof = List.of(lines).subList(1, lines.length).stream().map(Hash::fromBase64).toList();
        return new AddCheckpoint(oldSize, proof, SignedNote.parse(text.substring(split + 2)));
    }

    /// The body as it is sent.
    public byte[] bytes() {
        return proof.stream()
                .map(hash -> hash.base64() + "\n")
                .collect(Collectors.joining("", OLD + oldSize + "\n", "\n" + note.print()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
