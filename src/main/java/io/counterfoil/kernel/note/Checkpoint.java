package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a log commits to: its name, its size and its root (C2SP tlog-checkpoint).
///
/// ```text
/// counterfoil.local/log1
/// 70000
/// dAbwSJaWv+SVXVaKNvGSWMb4Lw8wXAG8MlQi6UUtnTE=
/// ```
///
/// @param origin the log's name, 1 to 255 bytes of UTF-8 in one line
/// @param extensions further opaque lines of foreign logs; ours write none
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    /// A cosignature of type 06 tells the length of the origin in one byte.
    public static final int ORIGIN_BYTES_MAX = 255;

    /// Checks that each field fits in its line.
    ///
    /// @throws MalformedException when one does not
    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty()
                || origin.indexOf('\n') >= 0
                || origin.getBytes(StandardCharsets.UTF_8).length > ORIGIN_BYTES_MAX) {
            throw new MalformedException("an origin is one line of 1 to 255 bytes");
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0)) {
            throw new MalformedException("an extension is one line that is not empty");
        }
        if (size < 0) {
            throw new MalformedException("a log has no negative size");
        }
    }

    /// A checkpoint as we write it, without extension lines.
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /// Parses a note's text.
    ///
    /// @throws MalformedException when it would not print back to the same characters
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedException("a checkpoint's last line ends in a line feed");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new MalformedException("a checkpoint is at least origin, size and root");
        }
        return new Checkpoint(
                lines.get(0),
                Encoding.decimal(lines.get(1)),
                Hash.fromBase64(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    /// The note text, each line ended by a line feed.
    public String text() {
        var text = new StringBuilder(origin + "\n" + size + "\n" + root.base64() + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
