package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What we run is what phive runs, and all of it can be compiled.
class PublishedTest {

    private static final Phive PHIVE = new Phive();
    private static final Artefacts ARTEFACTS = new Artefacts();

    static Stream<Arguments> sets() {
        return Arrays.stream(RuleSet.values())
                .flatMap(set ->
                        Arrays.stream(Format.values())
                                .filter(set::covers)
                                .map(format -> Arguments.of(set, format)));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theFilesAreThoseThatPhiveRuns(RuleSet set, Format format) {
        assertThat(Published.paths(set, format)).isEqualTo(PHIVE.paths(set, format));
    }

    /// A verdict finds the hash of its rule set by a checksum; `-Dinvoice.hashes.write=true` writes
    /// the table anew.
    @Test
    void theKnownHashesAreThoseOfTheFiles() throws IOException {
        var lines = new LinkedHashSet<String>();
        for (var set : RuleSet.values()) {
            for (var format : Format.values()) {
                if (set.covers(format)) {
                    lines.add(line(set, format));
                }
            }
        }
        var table = Path.of("src/main/resources/io/counterfoil/invoice/rules", Published.HASHES);
        if (Boolean.getBoolean("invoice.hashes.write")) {
            Files.write(table, lines);
        }

        assertThat(Files.readAllLines(table)).containsExactlyElementsOf(lines);
    }

    private static String line(RuleSet set, Format format) {
        var hash = Artefacts.computedHash(set, format);
        assertThat(ARTEFACTS.hash(set, format)).isEqualTo(hash);
        return Published.hashKey(format, ARTEFACTS.checksums(set, format)) + "\t" + hash;
    }

    /// Conditions are compiled when a document first needs them; an unknown function must not come
    /// to light then.
    @ParameterizedTest
    @MethodSource("sets")
    void everyConditionCompiles(RuleSet set, Format format) {
        assertThat(ARTEFACTS.compiled(set, format))
                .allSatisfy(sheet -> assertThat(sheet.compileAll()).isGreaterThan(20));
    }
}
