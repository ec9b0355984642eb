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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
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

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /// Shared: to open one takes longer than to parse a source.
    private static final JavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private static final Map<Source, Methods> PARSED = new ConcurrentHashMap<>();

    /// Parses a source, once; what does not parse has no methods.
    static Methods of(Source source) {
        return PARSED.computeIfAbsent(source, Methods::parse);
    }

    private static Methods parse(Source source) {
        var task =
                (JavacTask)
                        COMPILER.getTask(null, FILES, _ -> {}, null, null, List.of(file(source)));
        var scanner = new Scanner(DocTrees.instance(task));
        try {
            task.parse().forEach(unit -> scanner.scan(unit, unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Methods(scanner.types, scanner.methods);
    }

    private static JavaFileObject file(Source source) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
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
