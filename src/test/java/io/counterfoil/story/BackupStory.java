package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the operations page make a backup, and a directory restored from it goes on.
class BackupStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void aRestoredDirectoryKeepsItsRecordsAndSignsOn() throws IOException {
        var data = folder.resolve("data");
        String id;
        Checkpoint before;
        try (var product = Product.start(data)) {
            id = submitUntilFinal(product, "ab".repeat(32));
            before = published(product);
        }
        shell("tar --exclude=./highwater --exclude=./keys/root.key -C data -cf backup.tar .");
        shell("cp data/keys/root.key root.key && mv data lost && mkdir -m 700 data");
        shell("mv lost/highwater data/ && tar -C data -xf backup.tar");
        shell("mv root.key data/keys/root.key");
        try (var product = Product.start(data)) {
            assertThat(product.send(product.request("/v1/evidence/" + id + "/proof")).statusCode())
                    .isEqualTo(200);
            submitUntilFinal(product, "cd".repeat(32));
            assertThat(published(product).size()).isGreaterThan(before.size());
        }
    }

    private static String submitUntilFinal(Product product, String digest) throws IOException {
        var body = BodyPublishers.ofString("{\"digest\":{\"sha-256\":\"%s\"}}".formatted(digest));
        var answer =
                product.send(
                        product.request("/v1/evidence", "depositor")
                                .header("Content-Type", "application/json")
                                .POST(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var id = new ObjectMapper().readTree(answer.body()).path("id").asText();
        Product.await("final", PATIENCE, () -> isFinal(product, id));
        return id;
    }

    private static boolean isFinal(Product product, String id) {
        try {
            return product.send(product.request("/v1/evidence/" + id + "/proof")).statusCode()
                    == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Checkpoint published(Product product) throws IOException {
        var note = product.send(product.request("/ledger/log1/checkpoint"));
        return Checkpoint.parse(SignedNote.parse(note.body()).text());
    }

    private void shell(String line) throws IOException {
        var process =
                new ProcessBuilder("bash", "-euc", line)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        assertThat(process.exitValue()).as(line).isZero();
    }
}
