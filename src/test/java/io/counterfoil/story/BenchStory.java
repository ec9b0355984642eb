package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The bench takes every figure that its page tells of. How large they are is no test's business.
@Tag("nightly")
class BenchStory {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void takesEveryFigureOfItsPageInOneShortRun() throws IOException {
        var outcome = Product.run("bench", "--seconds", "1", "--json");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var rows = outcome.out().lines().map(BenchStory::read).toList();
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row.path("value").asDouble()).as(row.toString()).isPositive();
                    assertThat(row.path("unit").asText()).as(row.toString()).isNotBlank();
                    assertThat(row.has("limit")).isEqualTo(row.has("raw"));
                });
        var figures = rows.stream().map(row -> row.path("what").asText()).toList();
        for (var row : rowsOfThePage()) {
            assertThat(figures).as(row).anyMatch(figure -> figure.startsWith(row));
        }
    }

    /// What stands first in each row of the page's first table, up to its first comma.
    private static List<String> rowsOfThePage() throws IOException {
        var page = Files.readString(Path.of("docs/bench.md"));
        var table = page.substring(page.indexOf("|---"), page.indexOf("## Measured"));
        var rows =
                table.lines()
                        .skip(1)
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.substring(2).split("[,|]")[0].strip())
                        .toList();
        assertThat(rows).hasSizeGreaterThan(8);
        return rows;
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
