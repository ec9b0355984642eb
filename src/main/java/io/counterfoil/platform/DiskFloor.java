package io.counterfoil.platform;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether the disk of the data directory is nearly full. Below the floor nothing is taken in, long
/// before Kafka or PostgreSQL would meet a full disk; above it all goes on by itself.
@ApplicationScoped
public class DiskFloor {

    /// Asking the file system costs a system call, so the answer is kept for a moment.
    private static final long ANSWER_NANOS = Duration.ofMillis(500).toNanos();

    private final Path data;
    private final long floorBytes;
    private volatile Answer answer = new Answer(false, System.nanoTime() - ANSWER_NANOS);

    private record Answer(boolean below, long atNanos) {}

    /// @param floor free space below which nothing is taken in; Kafka ends the process when its
    ///   disk is full, so it must leave room for what is under way
    DiskFloor(
            @ConfigProperty(name = "counterfoil.data") Path data,
            @ConfigProperty(name = "counterfoil.disk.floor", defaultValue = "512M")
                    MemorySize floor) {
        this.data = data;
        this.floorBytes = floor.asLongValue();
    }

    /// Whether free space is below the floor now.
    public boolean isBelow() {
        var now = System.nanoTime();
        var known = answer;
        if (now - known.atNanos < ANSWER_NANOS) {
            return known.below;
        }
        var fresh = new Answer(freeBytes() < floorBytes, now);
        answer = fresh;
        return fresh.below;
    }

    /// Documents may lie on a disk of their own.
    private long freeBytes() {
        var vault = data.resolve("vault");
        return Files.exists(vault) ? Math.min(freeBytes(data), freeBytes(vault)) : freeBytes(data);
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
