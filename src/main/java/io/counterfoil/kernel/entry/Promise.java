package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Frontier;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.KeyName;
import java.util.List;

/// What the operator signs before a record is in the log: it will be, under this leaf hash, by this
/// time (`docs/formats/promise.md`). It is the text of a note signed by [#keyName].
///
/// @param origin the log
/// @param count how many entries are promised together, `1` to [#COUNT_MAX]
/// @param root the Merkle root over their leaf hashes in order; of one entry its leaf hash
/// @param acceptedAt when the promise was made, milliseconds since 1970 UTC
/// @param deadline when the entries are final at the latest, milliseconds since 1970 UTC
public record Promise(String origin, long count, Hash root, long acceptedAt, long deadline) {

    /// The most entries of one promise; a batch submission has at most as many.
    public static final long COUNT_MAX = 10_000;

    private static final String HEADER = "counterfoil.io/promise/v1";
    private static final int LINES = 6;

    /// Checks the count and the order of the times.
    ///
    /// @throws MalformedException when they cannot be meant
    public Promise {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new MalformedException("an origin is one line that is not empty");
        }
        if (count < 1 || count > COUNT_MAX) {
            throw new MalformedException("a promise is about 1 to 10,000 entries");
        }
        if (acceptedAt < 0 || deadline < acceptedAt) {
            throw new MalformedException("a promise's deadline does not precede it");
        }
    }

    /// The name of the key that signs promises for a log.
    public static KeyName keyName(String origin) {
        return new KeyName(origin + "/promise");
    }

    /// The root that stands for entries promised together.
    public static Hash rootOf(List<Hash> leaves) {
        var frontier = Frontier.empty(TreeHasher.sha256());
        leaves.forEach(frontier::append);
        return frontier.root();
    }

    /// Parses a note's text.
    ///
    /// @throws MalformedException when it would not print back to the same characters
    public static Promise parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[0].equals(HEADER) || !lines[LINES].isEmpty()) {
            throw new MalformedException("a promise has six lines, the first names its version");
        }
        return new Promise(
                lines[1],
                Encoding.decimal(lines[2]),
                Hash.fromBase64(lines[3]),
                Encoding.decimal(lines[4]),
                Encoding.decimal(lines[5]));
    }

    /// The note text, each line ended by a line feed.
    public String text() {
        return String.join(
                "\n",
                HEADER,
                origin,
                String.valueOf(count),
                root.base64(),
                String.valueOf(acceptedAt),
                deadline + "\n");
    }
}
