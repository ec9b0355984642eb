package io.counterfoil.member;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.mirror.UploadReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Reads an upload ahead of the one who stores it, on a thread of its own, so that a sender that
/// pauses can still be answered, and the next package is hashed while the last is written.
final class UploadPipe implements AutoCloseable {

    /// What a sender may still have on its way when it is refused; reading it lets the answer
    /// arrive before the connection ends.
    private static final long UNWANTED_BYTES_MAX = 32L << 20;

    private static final Duration UNWANTED_PATIENCE = Duration.ofSeconds(2);

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(1);
    private final InputStream body;
    private final Instant deadline;
    private final Thread reader;
    private volatile boolean unwanted;

    /// @param patience how long the whole upload may take
    UploadPipe(InputStream body, Duration patience) {
        this.body = body;
        this.deadline = Instant.now().plus(patience);
        this.reader = Thread.startVirtualThread(this::read);
    }

    /// What an upload is made of.
    sealed interface Piece {

        /// The header.
        record Begun(UploadHeader header) implements Piece {}

        /// The next entries.
        record Packed(EntryPackage entries, LeafHashes hashes) implements Piece {}

        /// The body ended between two packages.
        record Ended() implements Piece {}

        /// The body ended elsewhere, broke the format or stalled; what came before counts.
        record Cut(String reason) implements Piece {}
    }

    /// Waits for the next piece; after an end there is none.
    Piece next() {
        try {
            long patience = Duration.between(Instant.now(), deadline).toMillis();
            Piece piece = pieces.poll(patience, TimeUnit.MILLISECONDS);
            return piece == null ? new Piece.Cut("the upload takes too long") : piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Piece.Cut("interrupted");
        }
    }

    private void read() {
        try {
            readPieces();
            discard(body);
        } catch (InterruptedException | IOException _) {
            // The answer was given, or the connection has gone: nobody waits any more.
        }
    }

    private void readPieces() throws InterruptedException, IOException {
        try {
            var upload = UploadReader.open(body);
            hand(new Piece.Begun(upload.header()));
            var next = upload.next();
            while (next.isPresent() && !unwanted) {
                hand(new Piece.Packed(next.get(), LeafHashes.of(next.get())));
                next = upload.next();
            }
            hand(new Piece.Ended());
        } catch (MalformedException e) {
            hand(new Piece.Cut(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            hand(new Piece.Cut("the upload broke off"));
            throw e;
        }
    }

    private void hand(Piece piece) throws InterruptedException {
        if (!unwanted) {
            pieces.put(piece);
        }
    }

    /// Reads what a sender still has on its way, up to a bound.
    static void discard(InputStream body) throws IOException {
        long left = UNWANTED_BYTES_MAX;
        long skipped = body.skip(left);
        while (skipped > 0 && left > 0) {
            left -= skipped;
            skipped = body.skip(left);
        }
    }

    /// Lets what is still on its way arrive, for a moment.
    void finish() {
        unwanted = true;
        pieces.clear();
        try {
            reader.join(UNWANTED_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the reading, and the connection with it when the sender is not done.
    @Override
    public void close() {
        unwanted = true;
        pieces.clear();
        reader.interrupt();
    }
}
