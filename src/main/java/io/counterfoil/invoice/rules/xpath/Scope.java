package io.counterfoil.invoice.rules.xpath;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the expressions of one rule set can refer to.
public final class Scope {

    private final UnaryOperator<String> names;
    private final Vocabulary vocabulary;
    private final Map<String, Callable> functions = new HashMap<>();
    private final Map<String, Constants> constants = new HashMap<>();

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

    /// Lets expressions that are compiled from now on use a variable's value directly, if it is the
    /// same for every document.
    public void fold(String variable, Expr value) {
        if (value instanceof Constants known) {
            constants.put(variable, known);
        }
    }

    String canonical(String name) {
        return names.apply(name);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    @Nullable Callable function(String name) {
        return functions.get(name);
    }

    @Nullable Constants constant(String variable) {
        return constants.get(variable);
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
