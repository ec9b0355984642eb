package io.counterfoil.member;

import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/// What proves a log's misconduct to others, kept as plain files that any tool reads: a folder each
/// below `forks` or `breaches` of the member's directory (`docs/formats/misconduct.md`).
final class Evidence {

    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;

    /// @param directory the member's directory
    Evidence(Path directory) {
        this.directory = directory;
    }

    /// Keeps two checkpoints that the log signed and that cannot both be true.
    void keepFork(SignedNote known, SignedNote seen, String reason, Instant at) {
        Path folder = folder("forks", at);
        write(folder.resolve("known.note"), known.bytes());
        write(folder.resolve("seen.note"), seen.bytes());
        writeText(folder.resolve("reason.txt"), reason);
    }

    /// Keeps entries that the log signed for although a rule forbids one of them.
    void keepBreach(SignedNote checkpoint, EntryPackage entries, String reason, Instant at) {
        Path folder = folder("breaches", at);
        write(folder.resolve("checkpoint.note"), checkpoint.bytes());
        write(folder.resolve("entries"), entries.entries().bytes());
        writeText(
                folder.resolve("proof.txt"),
                entries.proof().stream()
                        .map(hash -> hash.base64() + "\n")
                        .collect(Collectors.joining("", entries.from() + "\n", "")));
        writeText(folder.resolve("reason.txt"), reason);
    }

    private Path folder(String kind, Instant at) {
        try {
            return Files.createDirectories(directory.resolve(kind).resolve(FOLDER.format(at)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeText(Path file, String text) {
        write(file, (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
