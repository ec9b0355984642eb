package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Scope;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A condition on every node of a context, compiled when a document first comes that could break
/// it; safe for several threads.
final class Assertion {

    /// What we say of a rule that speaks its publisher's words.
    static final String PUBLISHERS =
            "Change the invoice so that this sentence holds; the rule's publisher explains it.";

    /// Read when it is first asked for: of a thousand rules few are broken.
    private final Supplier<Label> label;

    private final String condition;
    private final boolean expected;
    private final Scope scope;
    private final boolean usesVariables;

    /// Names without all of which a document cannot break the rule; known for most rules before
    /// they are compiled.
    private final int[] forbidden;

    private volatile int gate;
    private volatile @Nullable Expr test;

    Assertion(SheetText.Condition published, Scope scope) {
        label = UserFunction.once(() -> Label.of(published.outcome()));
        condition = published.test();
        expected = published.expected();
        this.scope = scope;
        usesVariables = condition.indexOf('$') >= 0;
        forbidden = expected ? scope.forbidden(condition) : new int[0];
        gate = forbidden.length == 0 ? -1 : forbidden[forbidden.length - 1];
    }

    /// What the rule is called.
    String id() {
        return label.get().id();
    }

    /// How much it weighs when it is broken.
    Severity severity() {
        return label.get().severity();
    }

    /// What is said when it is broken: our own words, or its publisher's.
    Messages.Message message() {
        var wording = label.get().wording();
        return own().orElseGet(() ->
                new Messages.Message(
                        Artefacts.terms(wording),
                        wording.strip().replaceAll("\\s+", " "),
                        PUBLISHERS));
    }

    /// Tells whether the words are our own.
    boolean ours() {
        return own().isPresent();
    }

    private Optional<Messages.Message> own() {
        var published = label.get();
        return Messages.of(
                new Messages.Published(published.id(), published.wording(), condition, expected),
                scope::codes);
    }

    boolean expected() {
        return expected;
    }

    /// The condition, compiled.
    Expr test() {
        var known = test;
        if (known == null) {
            known = scope.compile(condition);
            var found =
                    expected
                            ? known.gateOfFailure(scope.vocabulary())
                            : known.gate(scope.vocabulary());
            gate = found < 0 ? gate : found;
            test = known;
        }
        return known;
    }

    /// The number of a name without which a document cannot break the rule; -1 where none is known.
    int gate() {
        return gate;
    }

    /// Tells whether the condition may speak of its context's variables.
    boolean usesVariables() {
        return usesVariables;
    }

    /// Tells whether a document has the names that it takes to break the rule, as far as they are
    /// known before it is compiled.
    boolean mayBreak(Index document) {
        for (var name : forbidden) {
            if (!document.passes(name)) {
                return false;
            }
        }
        return true;
    }

    /// Tells whether a document has what it takes to break the rule.
    boolean canBreak(Index document) {
        if (!mayBreak(document)) {
            return false;
        }
        var compiled = test();
        return document.passes(gate)
                && (expected ? compiled.mayFail(document) : compiled.mayHold(document));
    }

    /// Tells whether the rule is certainly kept by all elements of some places.
    boolean isDecided(Index document, List<Integer> places) {
        for (int place : places) {
            if (!document.decides(test(), place, expected)) {
                return false;
            }
        }
        return !places.isEmpty();
    }
}
