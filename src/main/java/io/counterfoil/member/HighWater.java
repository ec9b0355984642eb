package io.counterfoil.member;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/// The largest checkpoint that a member ever signed one of its lines for, as the log signed it.
///
/// It lies outside what a backup covers: a store that was put back is behind it, and the member
/// then knows that it said more than it remembers. The file has two places of 8 KiB, written in
/// turn, so that a write that a crash tears leaves the other whole. A place is text: a title, a
/// count that tells the newer place, the SHA-256 and the length of the note, and the note.
final class HighWater implements Closeable {

    private static final String TITLE = "counterfoil high-water 1";
    private static final int PLACES = 2;

    /// The log's two lines and the longest origin need 4.5 KB.
    private static final int PLACE_BYTES = 8 << 10;

    private final FileChannel file;
    private Place newest;

    private HighWater(FileChannel file, Place newest) {
        this.file = file;
        this.newest = newest;
    }

    private record Place(long count, Optional<SignedNote> note) {}

    /// Opens the record.
    ///
    /// @param signed whether the member has signed before; if not, a missing record is made
    /// @throws IOException also when the record is missing or neither place is whole: who cannot
    ///   tell what it signed must not sign
    static HighWater open(Path path, boolean signed) throws IOException {
        if (signed && !Files.exists(path)) {
            throw new IOException(
                    "the high-water record %s is missing, and this member has signed before"
                            .formatted(path));
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        var file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (file.size() == 0) {
            var empty = new HighWater(file, new Place(0, Optional.empty()));
            empty.write(new Place(1, Optional.empty()));
            empty.write(new Place(2, Optional.empty()));
            syncDirectory(path);
            return empty;
        }
        Place first = read(file, 0);
        Place second = read(file, 1);
        Place newest = first.count > second.count ? first : second;
        if (newest.count == 0) {
            file.close();
            throw new IOException("the high-water record %s is damaged".formatted(path));
        }
        return new HighWater(file, newest);
    }

    /// The checkpoint with the log's lines; nothing before the first.
    Optional<SignedNote> note() {
        return newest.note;
    }

    /// The checkpoint itself.
    Optional<Checkpoint> checkpoint() {
        return newest.note.map(note -> Checkpoint.parse(note.text()));
    }

    /// The size of the checkpoint; -1 before the first, since a log may be empty.
    long size() {
        return checkpoint().map(Checkpoint::size).orElse(-1L);
    }

    /// Makes a larger checkpoint durable; one that is not larger changes nothing.
    void raise(SignedNote note) throws IOException {
        if (Checkpoint.parse(note.text()).size() > size()) {
            write(new Place(newest.count + 1, Optional.of(note)));
        }
    }

    private void write(Place place) throws IOException {
        byte[] note = place.note.map(SignedNote::bytes).orElse(new byte[0]);
        String head =
                "%s\n%d\n%s\n%d\n"
                        .formatted(TITLE, place.count, digest(place.count, note), note.length);
        byte[] content = new byte[PLACE_BYTES];
        ByteBuffer.wrap(content).put(head.getBytes(StandardCharsets.US_ASCII)).put(note);
        var buffer = ByteBuffer.wrap(content);
        long at = place.count % PLACES * PLACE_BYTES;
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
        file.force(false);
        newest = place;
    }

    /// A place that is not whole has count 0.
    private static Place read(FileChannel file, int place) throws IOException {
        var buffer = ByteBuffer.allocate(PLACE_BYTES);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, (long) place * PLACE_BYTES + buffer.position()) < 0) {
                break;
            }
        }
        try {
            return parse(new String(buffer.array(), StandardCharsets.UTF_8));
        } catch (MalformedException | NumberFormatException | IndexOutOfBoundsException _) {
            return new Place(0, Optional.empty());
        }
    }

    private static Place parse(String text) {
        String[] parts = text.split("\n", 5);
        long count = Long.parseLong(parts[1]);
        byte[] rest = parts[4].getBytes(StandardCharsets.UTF_8);
        byte[] note = new byte[Integer.parseInt(parts[3])];
        System.arraycopy(rest, 0, note, 0, note.length);
        if (!parts[0].equals(TITLE) || !parts[2].equals(digest(count, note))) {
            throw new MalformedException("not a whole place");
        }
        return new Place(
                count, note.length == 0 ? Optional.empty() : Optional.of(SignedNote.parse(note)));
    }

    private static String digest(long count, byte[] note) {
        byte[] counted = Long.toString(count).getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(Sha256.of(counted, new byte[] {'\n'}, note));
    }

    private static void syncDirectory(Path path) throws IOException {
        try (var folder =
                FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
