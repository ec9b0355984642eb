package io.counterfoil.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages refer to exists, and nothing refers to a line, which moves.
class DocsTest {

    private static final List<Source> ALL = Source.all();

    /// A file of the project in backquotes: below its root, the Java packages or the test
    /// resources.
    private static final Pattern FILE =
            Pattern.compile("`((?:docs|src|deploy|\\.ci|[a-z]+)/[\\w./-]+\\.\\w+)`");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|Story))`");
    private static final Pattern LINE =
            Pattern.compile(
                    "(?<!urn:[a-z:]{0,20})\\.[a-z]{2,5}:\\d+\\b|(?<!address )\\blines? \\d+");

    /// What the product writes, not what the project holds.
    private static final Pattern WRITTEN =
            Pattern.compile("(keys|trust|highwater|members|META-INF)/.*");

    static Stream<Named<Source>> pages() {
        return ALL.stream()
                .filter(source -> source.path().endsWith(".md"))
                .map(source -> Named.of(source.path(), source));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatAPageNamesExists(Source page) {
        assertThat(missingFiles(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesExists(Source page) {
        var names = ALL.stream().map(Source::fileName).collect(Collectors.toSet());
        assertThat(matches(TEST_NAME, page).filter(name -> !names.contains(name + ".java")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPagePointsToALine(Source page) {
        assertThat(LINE.matcher(page.text()).results().map(MatchResult::group)).isEmpty();
    }

    @Test
    void findsAFileThatIsNotThere() {
        assertThat(missingFiles(new Source("docs/a.md", "`docs/none.md` and [this](none.md)")))
                .containsExactly("docs/none.md", "none.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"see Rules.java:12", "see line 12"})
    void findsAReferenceToALine(String text) {
        assertThat(LINE.matcher(text).find()).isTrue();
    }

    private static List<String> missingFiles(Source page) {
        var folder = Path.of(page.path()).resolveSibling("");
        var named = matches(FILE, page).filter(name -> !exists(name));
        var linked = matches(LINK, page).filter(link -> !Files.exists(folder.resolve(link)));
        return Stream.concat(named, linked).toList();
    }

    private static boolean exists(String name) {
        return WRITTEN.matcher(name).matches()
                || Files.exists(Path.of(name))
                || Files.exists(Path.of("src/main/java/io/counterfoil", name))
                || Files.exists(Path.of("src/test/resources", name));
    }

    private static Stream<String> matches(Pattern pattern, Source page) {
        return pattern.matcher(page.text()).results().map(result -> result.group(1));
    }
}
