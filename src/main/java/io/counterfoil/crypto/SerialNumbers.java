package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Serial numbers that never repeat, not after a crash and not after an old backup came back.
///
/// A number is a counter and, below it, 63 random bits. The counter moves in blocks that are
/// reserved in a file before the first of them is used, so a crash skips numbers and repeats none.
/// Where a restored backup sets the file back, the random bits keep two numbers apart.
final class SerialNumbers {

    /// One write to disk for so many tokens.
    private static final int BLOCK = 4096;

    private static final int RANDOM_BITS = 63;

    private final Path file;
    private final SecureRandom random;
    private long next;
    private long reserved;

    SerialNumbers(Path file, SecureRandom random) throws IOException {
        this.file = file;
        this.random = random;
        this.reserved = Files.exists(file) ? read(file) : 1;
        this.next = reserved;
    }

    /// A number of at most 127 bits, positive.
    synchronized BigInteger next() {
        if (next == reserved) {
            reserve();
        }
        return BigInteger.valueOf(next++)
                .shiftLeft(RANDOM_BITS)
                .or(new BigInteger(RANDOM_BITS, random));
    }

    private void reserve() {
        var end = Math.addExact(reserved, BLOCK);
        try {
            SecretFile.replace(file, (end + "\n").getBytes(US_ASCII));
        } catch (IOException full) {
            // Without the reservation a number could repeat, so none is given out.
            throw new UncheckedIOException(full);
        }
        reserved = end;
    }

    private static long read(Path file) throws IOException {
        var text = Files.readString(file, US_ASCII);
        try {
            return Encoding.decimal(text.strip());
        } catch (MalformedException damaged) {
            throw new IOException("%s does not hold a serial number".formatted(file), damaged);
        }
    }
}
