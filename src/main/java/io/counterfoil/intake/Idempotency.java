package io.counterfoil.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a request that carries an Idempotency-Key happen once, and its first answer be given
/// again.
@ApplicationScoped
class Idempotency {

    private static final int KEY_MAX = 255;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final IdempotencyTable table;

    /// Keys whose requests are being worked on in this process.
    private final Set<Buffer> underWay = ConcurrentHashMap.newKeySet();

    Idempotency(IdempotencyTable table) {
        this.table = table;
    }

    /// A request as far as its repetition is concerned.
    ///
    /// @param key hash of tenant and Idempotency-Key
    /// @param hash SHA-256 over the operation and what it is asked
    record Request(Buffer key, Buffer hash) {}

    /// Reads the header.
    ///
    /// @param asked all that makes a repeated request the same
    static Optional<Request> request(
            @Nullable String header, UUID tenant, String operation, Buffer asked) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.isEmpty() || header.length() > KEY_MAX) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "Idempotency-Key must be 1 to %d characters.".formatted(KEY_MAX));
        }
        var name = tenant + "\0" + header;
        var all = Buffer.buffer(operation + "\0").appendBuffer(asked);
        return Optional.of(new Request(sha256(name.getBytes(UTF_8)), sha256(all.getBytes())));
    }

    /// Works once and answers always.
    ///
    /// @param work does the request; commits a claim of this request with its rows, and answers
    ///   empty when that claim, or an invoice's number, was lost to another request
    Uni<Answer> once(
            Optional<Request> request, Function<Optional<Request>, Uni<Optional<Answer>>> work) {
        if (request.isEmpty()) {
            return work.apply(request).map(answer -> answer.orElseThrow(Idempotency::inProgress));
        }
        var asked = request.get();
        if (!underWay.add(asked.key)) {
            throw inProgress();
        }
        return table.find(asked.key)
                .chain(kept ->
                        kept.isPresent()
                                ? Uni.createFrom().item(() -> again(kept.get(), asked))
                                : first(asked, work))
                .onTermination()
                .invoke(() -> underWay.remove(asked.key));
    }

    /// Keeps another first answer, before it is given.
    Uni<Answer> replace(Request request, Answer answer) {
        return table.replace(request.key, answer);
    }

    private Uni<Answer> first(
            Request asked, Function<Optional<Request>, Uni<Optional<Answer>>> work) {
        return work.apply(Optional.of(asked))
                .chain(answer ->
                        answer.isPresent()
                                ? Uni.createFrom().item(answer.get())
                                : table.find(asked.key)
                                        .map(kept ->
                                                again(
                                                        kept.orElseThrow(Idempotency::inProgress),
                                                        asked)));
    }

    private static Answer again(IdempotencyTable.Kept kept, Request asked) {
        if (!kept.request().equals(asked.hash)) {
            throw new ProblemException(
                    ProblemType.KEY_REUSED,
                    "This Idempotency-Key belongs to a request with another body.");
        }
        return kept.answer();
    }

    /// Somebody else is at it.
    static ProblemException inProgress() {
        return new ProblemException(
                        ProblemType.REQUEST_IN_PROGRESS,
                        "A request with this Idempotency-Key, or for this number, is being worked on.")
                .retryAfter(RETRY_AFTER);
    }

    private static Buffer sha256(byte[] content) {
        return Buffer.buffer(DigestAlgorithm.SHA_256.start().digest(content));
    }
}
