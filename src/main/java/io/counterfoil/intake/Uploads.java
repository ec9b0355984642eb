package io.counterfoil.intake;

import io.counterfoil.intake.RecordMaker.Draft;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.vault.Documents;
import io.counterfoil.vault.Vault.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Streams documents into the vault, a bounded number at a time.
@ApplicationScoped
class Uploads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// A full disk is not freed in a moment.
    private static final Duration DISK_RETRY_AFTER = Duration.ofSeconds(30);

    private final Documents documents;
    private final Semaphore places;

    Uploads(Documents documents, IntakeConfig config) {
        this.documents = documents;
        this.places = new Semaphore(config.uploadsMax());
    }

    /// What is said of a document besides its bytes.
    record Attributes(Optional<String> type, boolean lookup) {}

    /// Stores a document, whole and durable, under its record's name and key.
    Submission store(Draft draft, InputStream document, Attributes attributes) throws IOException {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemType.OVERLOADED, "Too many files are being received.")
                    .retryAfter(RETRY_AFTER);
        }
        try {
            return switch (documents.store(draft.id(), draft.key(), document)) {
                case Outcome.Stored(var digests) ->
                        new Submission(
                                new Submission.Digests(
                                        digests.sha256(),
                                        Optional.of(digests.sha3()),
                                        Optional.of(digests.sm3())),
                                true,
                                Optional.of(digests.size()),
                                attributes.type,
                                attributes.lookup);
                case Outcome.TooLong(var max) -> throw tooLong(max);
                case Outcome.NoRoom() -> throw diskFull();
            };
        } finally {
            places.release();
        }
    }

    /// Refuses a file that is said to be too long before the first of its bytes has come.
    void expect(long bytes) {
        if (bytes > documents.bytesMax()) {
            throw tooLong(documents.bytesMax());
        }
    }

    private static ProblemException tooLong(long max) {
        return new ProblemException(
                ProblemType.TOO_LARGE, "A file may have at most %d bytes.".formatted(max));
    }

    /// Removes a document whose record was not made.
    void discard(Draft draft) {
        try {
            documents.delete(draft.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProblemException diskFull() {
        return new ProblemException(
                        ProblemType.DISK_FLOOR,
                        "Free space is below the floor; nothing is taken in until there is more.")
                .retryAfter(DISK_RETRY_AFTER);
    }
}
