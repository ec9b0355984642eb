package io.counterfoil.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Reads the vectors under `src/test/resources/vectors`.
public final class Vectors {

    private Vectors() {}

    /// The bytes of a vector file.
    public static byte[] bytes(String path) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + path)) {
            return Objects.requireNonNull(in, "no vector " + path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of a vector file.
    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /// The lines of a vector file.
    public static List<String> lines(String path) {
        return text(path).lines().toList();
    }
}
