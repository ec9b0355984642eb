package io.counterfoil.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A text file of the project, as the tidy rules see it.
///
/// @param path relative to the project's root, with slashes
record Source(String path, String text) {

    private static final List<String> ROOTS = List.of("src", "docs", "deploy", ".ci");

    private static final Set<String> TEXT =
            Set.of(
                    "java",
                    "md",
                    "xml",
                    "yaml",
                    "yml",
                    "properties",
                    "sql",
                    "sh",
                    "ts",
                    "css",
                    "html");

    /// All text files, without the vectors, which are other people's words, and without the rules,
    /// which must name what they ban.
    static List<Source> all() {
        return files().filter(Source::isText)
                .filter(file -> !file.endsWith("TidyRule.java"))
                .map(Source::read)
                .toList();
    }

    /// All files below the roots and beside them, relative to the project's root.
    static Stream<Path> files() {
        return Stream.concat(list(Path.of("")), ROOTS.stream().map(Path::of).flatMap(Source::walk))
                .filter(Files::isRegularFile);
    }

    /// Whether it is Java code of the product itself.
    boolean isMain() {
        return path.startsWith("src/main/java/") && isJava();
    }

    /// Whether it is Java code of a test.
    boolean isTest() {
        return path.startsWith("src/test/java/") && isJava();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isText(Path file) {
        var name = file.getFileName().toString();
        var isScript = !name.contains(".") && Files.isExecutable(file);
        return (isScript || TEXT.contains(name.substring(name.lastIndexOf('.') + 1)))
                && !file.startsWith("src/test/resources/vectors")
                && !file.startsWith("src/main/resources/web/vendor");
    }

    private static Source read(Path file) {
        try {
            return new Source(
                    file.toString().replace('\\', '/'),
                    Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path root) {
        if (!Files.exists(root)) {
            return Stream.empty();
        }
        try (var paths = Files.walk(root)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (var paths = Files.list(folder)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
