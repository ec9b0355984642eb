package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the expressions of one rule set can refer to.
public final class Scope {

    private final UnaryOperator<String> names;

    /// Names as our trees write them, by how expressions do: a few hundred, each written often.
    private final Map<String, String> canonical = new ConcurrentHashMap<>();

    private final Vocabulary vocabulary;
    private final Map<String, Callable> functions = new HashMap<>();

    /// Variables that have one value for a document, or for all.
    private final Map<String, Supplier<Expr>> folded = new HashMap<>();

    /// Numbers of what is written more than once, by how it is written.
    private final Map<List<Lexer.Token>, Integer> written = new HashMap<>();

    private CodeLists codeLists =
            (file, _) -> {
                throw new IllegalArgumentException("there are no codes in " + file);
            };

    /// Lists of codes in files beside the rule set.
    @FunctionalInterface
    public interface CodeLists {
        /// The codes of a list.
        ///
        /// @throws IllegalArgumentException where the rule set has no such file or list
        Set<String> codes(String file, String list);
    }

    /// A function that the rule set defines itself.
    public interface Callable {
        /// The value for those arguments, one sequence each.
        Expr call(List<Expr> arguments);
    }

    /// A scope without functions and constants.
    ///
    /// @param names maps a qualified name as written to one with the prefixes of our trees
    public Scope(UnaryOperator<String> names, Vocabulary vocabulary) {
        this.names = names;
        this.vocabulary = vocabulary;
    }

    /// Adds a function that the rule set defines.
    public void define(String name, Callable function) {
        functions.put(name, function);
    }

    /// Lets expressions that are compiled from now on look codes up.
    public void lookUpIn(CodeLists lists) {
        codeLists = lists;
    }

    /// The codes of a list beside the rule set.
    ///
    /// @throws IllegalArgumentException where the rule set has no such file or list
    public Set<String> codes(String file, String list) {
        return codeLists.codes(file, list);
    }

    /// Lets expressions use a variable's value directly, if it is the same for every document, and
    /// tells them if it is true or false.
    ///
    /// @param value compiled when the first of them uses it
    public void fold(String variable, Supplier<Expr> value) {
        folded.put(variable, value);
    }

    /// Tells whether a variable is true or false.
    boolean isFlag(String variable) {
        var value = folded.get(variable);
        return value != null && value.get() instanceof Expr.Test;
    }

    /// The same number for all expressions that are written so.
    synchronized int number(List<Lexer.Token> expression) {
        return written.computeIfAbsent(expression, _ -> written.size());
    }

    /// The name as our trees write it, interned.
    String canonical(String name) {
        return canonical.computeIfAbsent(name, written -> names.apply(written).intern());
    }

    /// The names and texts that the expressions ask for.
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Nullable Callable function(String name) {
        return functions.get(name);
    }

    /// The value that a variable has for every document; `null` where it has none.
    @Nullable Constants constant(String variable) {
        var value = folded.get(variable);
        return value != null && value.get() instanceof Constants known ? known : null;
    }

    /// The names without all of which a condition like `not(cac:Party/cbc:Name)` holds; none for a
    /// condition of another form.
    public int[] forbidden(String condition) {
        if (!condition.startsWith("not(") || !condition.endsWith(")")) {
            return new int[0];
        }
        var names = new ArrayList<String>();
        var start = 4;
        for (var i = start; i < condition.length(); i++) {
            var c = condition.charAt(i);
            if (c == '/' || i == condition.length() - 1) {
                names.add(condition.substring(start, i));
                start = i + 1;
            } else if (!Character.isLetterOrDigit(c) && c != ':' && c != '-' && c != '_') {
                return new int[0];
            }
        }
        var numbers = new int[names.size()];
        for (var i = 0; i < numbers.length; i++) {
            if (!isName(names.get(i))) {
                return new int[0];
            }
            numbers[i] = vocabulary.name(canonical(names.get(i)));
        }
        return numbers;
    }

    /// The elements that a pattern can match.
    public Subjects subjects(String pattern) {
        return new Subjects(pattern, this::canonical, vocabulary);
    }

    private static boolean isName(String step) {
        return !step.isEmpty() && Character.isLetter(step.charAt(0)) && !step.contains("::");
    }

    /// Compiles one expression.
    public Expr compile(String expression) {
        return Compiler.compile(expression, this);
    }

    /// Compiles a pattern to an expression that gives every node that matches it; a node that
    /// matches two alternatives may come twice.
    public Expr pattern(String pattern) {
        return Compiler.pattern(pattern, this);
    }
}
