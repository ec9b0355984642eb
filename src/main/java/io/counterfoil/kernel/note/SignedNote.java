package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text and the lines that sign it (C2SP signed-note). The text means nothing before a trusted
/// signature was checked, which is what [NoteKeys] does.
///
/// @param text lines ended by a line feed, without other control characters
/// @param signatures at least one
public record SignedNote(String text, List<NoteSignature> signatures) {

    /// The largest note that is read; ten members with both keys and the log's need 34 KB.
    public static final int BYTES_MAX = 1_000_000;

    /// The most lines that are read; the format obliges a reader to take 16.
    public static final int SIGNATURES_MAX = 100;

    /// Checks the text and the number of lines.
    ///
    /// @throws MalformedException when the note could not be written
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || !text.codePoints().allMatch(SignedNote::isAllowed)) {
            throw new MalformedException("a note's text is lines without control characters");
        }
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new MalformedException("a note has 1 to 100 signature lines");
        }
    }

    private static boolean isAllowed(int c) {
        boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return (c >= 0x20 || c == '\n') && !lone;
    }

    /// Parses a note of at most [#BYTES_MAX] bytes.
    ///
    /// @throws MalformedException when it would not print back to the same bytes
    public static SignedNote parse(byte[] note) {
        if (note.length > BYTES_MAX) {
            throw new MalformedException("the note is too large");
        }
        return parse(Encoding.utf8(note));
    }

    /// Parses a note.
    ///
    /// @throws MalformedException when it would not print back to the same characters
    public static SignedNote parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || split + 2 >= note.length()) {
            throw new MalformedException("a note is a text, an empty line and signature lines");
        }
        String lines = note.substring(split + 2, note.length() - 1);
        if (lines.chars().filter(c -> c == '\n').count() >= SIGNATURES_MAX) {
            throw new MalformedException("a note has 1 to 100 signature lines");
        }
        var signatures = new ArrayList<NoteSignature>();
        for (String line : lines.split("\n", -1)) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    /// The whole note.
    public String print() {
        return signatures.stream()
                .map(line -> line.line() + "\n")
                .collect(Collectors.joining("", text + "\n", ""));
    }

    /// The whole note as UTF-8.
    public byte[] bytes() {
        return print().getBytes(StandardCharsets.UTF_8);
    }

    /// The note with further lines at its end.
    public SignedNote with(List<NoteSignature> more) {
        return new SignedNote(text, Stream.concat(signatures.stream(), more.stream()).toList());
    }
}
