package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A crash may leave a document in the vault whose record was never made; the next start removes it
/// and nothing else.
@Tag("nightly")
class OrphanStory {

    @TempDir Path folder;

    @Test
    void aDocumentWithoutARecordIsRemovedOnceItIsOld() throws IOException {
        try (var product = Product.start(folder)) {
            var file =
                    product.request("/v1/evidence", "depositor")
                            .POST(BodyPublishers.ofString("A document."));
            var id = new ObjectMapper().readTree(product.send(file).body()).path("id").asText();
            var kept = document(id);
            var old = Files.copy(kept, document("f".repeat(32)));
            var young = Files.copy(kept, document("e".repeat(32)));
            for (var path : new Path[] {kept, old}) {
                Files.setLastModifiedTime(
                        path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            }

            product.kill();
            product.restart();
            Product.await("removed", Duration.ofSeconds(30), () -> !Files.exists(old));
            assertThat(young).exists();
            var content = product.request("/v1/evidence/%s/content".formatted(id), "depositor");
            assertThat(product.send(content).body()).isEqualTo("A document.");
        }
    }

    private Path document(String id) throws IOException {
        var parent =
                folder.resolve("vault").resolve(id.substring(0, 2)).resolve(id.substring(2, 4));
        return Files.createDirectories(parent).resolve(id);
    }
}
