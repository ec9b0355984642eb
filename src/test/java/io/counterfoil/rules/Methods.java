package io.counterfoil.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The types and methods of a source, as the compiler's own parser reads it.
///
/// @param types nested ones too
/// @param methods constructors too
record Methods(List<Type> types, List<Method> methods) {

    /// A class, record, interface or enum.
    record Type(String name, boolean isPublic, boolean isDocumented) {}

    /// A method or constructor.
    ///
    /// @param lines from its first modifier to its last brace
    /// @param isWired whether it is the constructor of a class, not of a record or enum
    record Method(String name, long lines, int parameters, boolean isWired) {}

    /// All at once: to begin takes a compiler longer than to parse.
    private static final Map<Source, Methods> PARSED =
            parse(Source.all().stream().filter(Source::isJava).toList());

    /// Those of a source, in the project or not; what does not parse has none.
    static Methods of(Source source) {
        var parsed = PARSED.containsKey(source) ? PARSED : parse(List.of(source));
        return parsed.getOrDefault(source, new Methods(List.of(), List.of()));
    }

    private static Map<Source, Methods> parse(List<Source> sources) {
        var files = sources.stream().collect(Collectors.toMap(Text::uri, Text::new));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, _ -> {}, null, null, files.values());
        var trees = DocTrees.instance(task);
        var parsed = new HashMap<Source, Methods>();
        try {
            for (var unit : task.parse()) {
                var scanner = new Scanner(trees);
                scanner.scan(unit, unit);
                var text = Objects.requireNonNull(files.get(unit.getSourceFile().toUri()));
                parsed.put(text.source, new Methods(scanner.types, scanner.methods));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parsed;
    }

    /// A source as the compiler takes it.
    private static final class Text extends SimpleJavaFileObject {

        private final Source source;

        Text(Source source) {
            super(uri(source), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        static URI uri(Source source) {
            return URI.create("string:///" + source.path());
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    private static final class Scanner extends TreePathScanner<Void, CompilationUnitTree> {

        private final DocTrees trees;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, CompilationUnitTree unit) {
            types.add(
                    new Type(
                            type.getSimpleName().toString(),
                            type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                            trees.getDocComment(getCurrentPath()) != null));
            return super.visitClass(type, unit);
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            var positions = trees.getSourcePositions();
            var first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            var last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            var owner = getCurrentPath().getParentPath().getLeaf();
            methods.add(
                    new Method(
                            method.getName().toString(),
                            last - first + 1,
                            method.getParameters().size(),
                            method.getName().contentEquals("<init>")
                                    && owner.getKind() == Tree.Kind.CLASS));
            return super.visitMethod(method, unit);
        }
    }
}
