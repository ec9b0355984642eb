package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;

/// What a mirror answers with 202 and 409 so that the sender knows where to go on.
///
/// @param pendingSize size of a pending checkpoint that the mirror accepts as the upload's end
/// @param nextEntry index of the first entry that the mirror lacks
/// @param ticket opaque, to be sent back
public record MirrorInfo(long pendingSize, long nextEntry, Bytes ticket) {

    /// The content type of the answer.
    public static final String CONTENT_TYPE = "text/x.tlog.mirror-info";

    /// The content type of a witness's 409, whose body is a size.
    public static final String SIZE_CONTENT_TYPE = "text/x.tlog.size";

    /// Parses the three lines.
    ///
    /// @throws MalformedException when they would not print back
    public static MirrorInfo parse(String body) {
        String[] lines = body.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw new MalformedException("the answer has three lines: size, next entry, ticket");
        }
        return new MirrorInfo(
                Encoding.decimal(lines[0]), Encoding.decimal(lines[1]), Bytes.fromBase64(lines[2]));
    }

    /// The three lines.
    public String print() {
        return pendingSize + "\n" + nextEntry + "\n" + ticket.base64() + "\n";
    }
}
