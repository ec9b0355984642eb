package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.rules.Verdict.Engine;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What we run is what phive runs, and all of it can be compiled.
class PublishedTest {

    private static final Phive PHIVE = new Phive();
    private static final Artefacts ARTEFACTS = new Artefacts();

    static Stream<Arguments> nativeSets() {
        return Arrays.stream(RuleSet.values())
                .filter(set -> Artefacts.engine(set) == Engine.NATIVE)
                .flatMap(set ->
                        Arrays.stream(Format.values())
                                .filter(set::covers)
                                .map(format -> Arguments.of(set, format)));
    }

    @ParameterizedTest
    @MethodSource("nativeSets")
    void theFilesAreThoseThatPhiveRuns(RuleSet set, Format format) {
        assertThat(Published.paths(set, format)).isEqualTo(PHIVE.paths(set, format));
    }

    /// Conditions are compiled when a document first needs them; an unknown function must not come
    /// to light then.
    @ParameterizedTest
    @MethodSource("nativeSets")
    void everyConditionCompiles(RuleSet set, Format format) {
        assertThat(ARTEFACTS.compiled(set, format))
                .allSatisfy(sheet -> assertThat(sheet.compileAll()).isGreaterThan(20));
    }
}
