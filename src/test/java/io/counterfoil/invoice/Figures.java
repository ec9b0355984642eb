package io.counterfoil.invoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// What long tests counted, one line each, in `target/invoice-figures.txt`.
public final class Figures {

    private static final Path FILE = Path.of("target", "invoice-figures.txt");

    private Figures() {}

    /// Adds a line.
    public static void add(String line) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    line.toLowerCase(Locale.ROOT) + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
