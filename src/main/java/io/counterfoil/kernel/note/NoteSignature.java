package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.nio.ByteBuffer;

/// One signature line of a note: an em dash, the key's name, and base64 of key id and signature.
///
/// @param keyId the four bytes that, with the name, tell the key
/// @param signature what follows them, at least one byte
public record NoteSignature(KeyName name, int keyId, Bytes signature) {

    private static final String DASH = "— ";
    private static final int ID_BYTES = 4;

    /// Parses a line without its line feed.
    ///
    /// @throws MalformedException when it would not print back
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new MalformedException("not a signature line");
        }
        var name = new KeyName(line.substring(DASH.length(), space));
        byte[] content = Encoding.base64(line.substring(space + 1));
        if (content.length <= ID_BYTES) {
            throw new MalformedException("the signature line holds no signature");
        }
        int id = ByteBuffer.wrap(content).getInt();
        return new NoteSignature(name, id, Bytes.of(content, ID_BYTES, content.length - ID_BYTES));
    }

    /// The line without its line feed.
    public String line() {
        byte[] content = new byte[ID_BYTES + signature.size()];
        ByteBuffer.wrap(content).putInt(keyId);
        signature.copyTo(content, ID_BYTES);
        return DASH + name + " " + Encoding.toBase64(content);
    }

    @Override
    public String toString() {
        return line();
    }
}
