package io.counterfoil.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Style as a test: what the formatter and the compiler do not see.
class TidyTest {

    private static final List<Source> ALL = Source.all();

    /// Found by their folder, not by their name: migrations, and what is served or loaded as a
    /// whole.
    private static final Set<String> FOLDERS_READ_WHOLE =
            Set.of("src/main/resources/db/migration", "src/main/resources/web");

    @ParameterizedTest
    @EnumSource
    void holdsEverywhere(TidyRule rule) {
        assertThat(ALL).isNotEmpty();
        assertThat(ALL.stream().flatMap(rule::findings)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatBreaksIt(TidyRule rule) {
        assertThat(rule.findings(rule.bad())).isNotEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        var described =
                ALL.stream()
                        .filter(source -> source.fileName().equals("package-info.java"))
                        .map(TidyTest::folder)
                        .collect(Collectors.toSet());
        var packages =
                ALL.stream()
                        .filter(Source::isJava)
                        .map(TidyTest::folder)
                        .filter(folder -> folder.contains("/java/"));
        assertThat(packages).allMatch(described::contains);
    }

    @Test
    void everyResourceIsUsed() {
        var words = ALL.stream().map(Source::text).collect(Collectors.joining("\n"));
        assertThat(
                        Source.files()
                                .filter(file -> file.startsWith("src/main/resources"))
                                .filter(file -> !isReadWhole(file))
                                .filter(file -> !words.contains(wordOf(file))))
                .isEmpty();
    }

    @Test
    void vectorsSayWhereTheyComeFrom() {
        var folders =
                Source.files()
                        .filter(file -> file.startsWith("src/test/resources/vectors"))
                        .map(file -> file.subpath(0, 5))
                        .distinct();
        assertThat(folders).allMatch(folder -> Files.exists(folder.resolve("ORIGIN")));
    }

    /// Translations are asked for without their language.
    private static String wordOf(Path file) {
        return file.getFileName().toString().replaceFirst("_[a-z]{2}\\.properties$", "");
    }

    private static boolean isReadWhole(Path file) {
        return file.getFileName().toString().matches("application.properties|(NOTICE|OFL).*")
                || FOLDERS_READ_WHOLE.stream().anyMatch(file::startsWith);
    }

    private static String folder(Source source) {
        return source.path().substring(0, source.path().lastIndexOf('/'));
    }
}
