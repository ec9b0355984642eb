package io.counterfoil.rules;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A rule of tidiness, with the smallest text that breaks it. The rules are not held against this
/// file, which must name what it bans.
enum TidyRule {
    METHODS_ARE_SHORT(
            "src/main/java/A.java", "class A { void a() {\n" + "a();\n".repeat(70) + "} }") {
        @Override
        Stream<String> findings(Source source) {
            return methods(source, source.isJava())
                    .filter(method -> method.lines() > METHOD_LINES_MAX)
                    .map(method -> place(source, method.name(), method.lines() + " lines"));
        }
    },
    CONSTRUCTORS_TAKE_SIX(
            "src/main/java/A.java",
            "class A { A(int a, int b, int c, int d, int e, int f, int g) {} }") {
        @Override
        Stream<String> findings(Source source) {
            return methods(source, source.isMain())
                    .filter(method -> method.isWired() && method.parameters() > PARTS_MAX)
                    .map(method -> place(source, method.name(), method.parameters() + " parts"));
        }
    },
    FILES_ARE_SHORT("src/main/java/A.java", "\n".repeat(501)) {
        @Override
        Stream<String> findings(Source source) {
            var lines = source.text().lines().count();
            return source.isJava() && lines > FILE_LINES_MAX
                    ? Stream.of(place(source, "file", lines + " lines"))
                    : Stream.empty();
        }
    },
    NOTHING_IS_LEFT_FOR_LATER("src/main/java/A.java", "// TODO: later") {
        @Override
        Stream<String> findings(Source source) {
            return lines(source, _ -> true, "\\b(TODO|FIXME|XXX|HACK)\\b|@Disabled|@Ignore\\b");
        }
    },
    ONLY_THE_COMMAND_LINE_PRINTS(
            "src/main/java/io/counterfoil/ledger/A.java", "System.out.println();") {
        @Override
        Stream<String> findings(Source source) {
            return lines(
                    source,
                    file ->
                            file.isJava()
                                    && !file.path()
                                            .matches(".*/(counterfoil/(cli|bench)|oracle)/.*"),
                    // A test that watches the stream keeps the one there was.
                    "(?<!var before = )System\\.(out|err)\\b");
        }
    },
    NO_STACK_TRACE_IS_PRINTED("src/main/java/A.java", "e.printStackTrace();") {
        @Override
        Stream<String> findings(Source source) {
            return lines(source, Source::isJava, "printStackTrace\\(");
        }
    },
    BROAD_CATCHES_SAY_WHY("src/main/java/A.java", "} catch (Exception e) {") {
        @Override
        Stream<String> findings(Source source) {
            return lines(
                    source,
                    Source::isMain,
                    "catch \\((final )?(Exception|Throwable) \\w+\\) \\{\\s*$");
        }
    },
    TESTS_WAIT_ON_CONDITIONS("src/test/java/A.java", "Thread.sleep(10);") {
        @Override
        Stream<String> findings(Source source) {
            return lines(source, Source::isTest, "\\bThread\\.sleep\\(");
        }
    },
    NO_MOCKS_AND_NO_GENERATED_CODE("src/test/java/A.java", "import org.mockito.Mock;") {
        @Override
        Stream<String> findings(Source source) {
            return lines(
                    source,
                    Source::isJava,
                    "^import (static )?(org\\.mockito|lombok|org\\.mapstruct)");
        }
    },
    NO_PATH_OF_A_WORKPLACE("docs/a.md", "see /root/notes/a.md") {
        @Override
        Stream<String> findings(Source source) {
            return lines(source, _ -> true, "(^|[^\\w.-])/root/");
        }
    },
    PACKAGES_ARE_NAMED_BY_THEIR_IDEA("src/main/java/A.java", "package a.util;") {
        @Override
        Stream<String> findings(Source source) {
            return lines(
                    source, Source::isJava, "^package .*\\.(utils?|common|impl|helpers?|misc)\\b");
        }
    },
    PACKAGES_ARE_NULL_MARKED("src/main/java/a/package-info.java", "package a;") {
        @Override
        Stream<String> findings(Source source) {
            return source.fileName().equals("package-info.java")
                            && !source.text().contains("@NullMarked")
                    ? Stream.of(source.path())
                    : Stream.empty();
        }
    },
    PUBLIC_TYPES_SAY_WHAT_THEY_ARE(
            "src/main/java/A.java", "\n@Deprecated\npublic final class A {}") {
        @Override
        Stream<String> findings(Source source) {
            return source.isMain()
                    ? Methods.of(source).types().stream()
                            .filter(type -> type.isPublic() && !type.isDocumented())
                            .map(type -> place(source, type.name(), "no sentence about it"))
                    : Stream.empty();
        }
    },
    TEST_CLASSES_ARE_FOUND_BY_THEIR_NAME(
            "src/test/java/Proofs.java", "class Proofs {\n    @Test\n    void a() {}\n}") {
        @Override
        Stream<String> findings(Source source) {
            var hasTests = TEST.matcher(source.text()).find();
            return source.isTest() && hasTests && !source.path().matches(".*(Test|Story)\\.java")
                    ? Stream.of(source.path())
                    : Stream.empty();
        }
    };

    private static final int METHOD_LINES_MAX = 70;
    private static final int FILE_LINES_MAX = 500;
    private static final int PARTS_MAX = 6;
    private static final Pattern TEST =
            Pattern.compile(
                    "^ +@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b", Pattern.MULTILINE);

    private final String badPath;
    private final String badText;

    TidyRule(String badPath, String badText) {
        this.badPath = badPath;
        this.badText = badText;
    }

    /// What breaks the rule, each with its place.
    abstract Stream<String> findings(Source source);

    /// A text that breaks the rule.
    Source bad() {
        return new Source(badPath, badText);
    }

    private static Stream<Methods.Method> methods(Source source, boolean wanted) {
        return wanted ? Methods.of(source).methods().stream() : Stream.empty();
    }

    private static String place(Source source, String name, String what) {
        return "%s: %s: %s".formatted(source.path(), name, what);
    }

    private static Stream<String> lines(Source source, Predicate<Source> where, String pattern) {
        if (!where.test(source)) {
            return Stream.empty();
        }
        var matcher = Pattern.compile(pattern).asPredicate();
        List<String> lines = source.text().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> matcher.test(lines.get(i)))
                .mapToObj(i -> "%s:%d: %s".formatted(source.path(), i + 1, lines.get(i).strip()));
    }
}
