package io.counterfoil.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static final String TYPE = "multipart/form-data; boundary=\"b-o\"";

    @Test
    void readsNamesFilesTypesAndContents() throws IOException {
        var form =
                """
                --b-o
                Content-Disposition: form-data; name="lookup"

                false
                --b-o
                Content-Disposition: form-data; name="file"; filename="a \\"quoted\\"; name.pdf"
                Content-Type: application/pdf

                line one
                --b-x is no boundary
                --b-o--
                """;
        var parts = read(form.replace("\n", "\r\n"), Integer.MAX_VALUE);
        assertThat(parts)
                .containsExactly(
                        "lookup|null|null|false",
                        "file|a \"quoted\"; name.pdf|application/pdf"
                                + "|line one\r\n--b-x is no boundary");
    }

    @Test
    void readsAPartWhateverPiecesItArrivesIn() throws IOException {
        var seed = System.nanoTime();
        var content = "\r\n--b\r\n--b-\r--b-o".repeat(9000);
        var form =
                "--b-o\r\nContent-Disposition: form-data; name=f\r\n\r\n"
                        + content
                        + "\r\n--b-o--\r\n";
        for (var piece = 1; piece < 200; piece += 1 + new Random(seed).nextInt(40)) {
            assertThat(read(form, piece))
                    .as("seed %d, pieces of %d bytes", seed, piece)
                    .containsExactly("f|null|null|" + content);
        }
    }

    @Test
    void skipsWhatIsNotReadOfAPart() throws IOException {
        var head = "--b-o\r\nContent-Disposition: form-data; name=";
        var long1 = head + "f1\r\n\r\n" + "x".repeat(200_000) + "\r\n";
        var form = long1 + head + "f2\r\n\r\ny\r\n--b-o--";
        var reader = new MultipartReader(TYPE, stream(form, Integer.MAX_VALUE));
        assertThat(reader.next().orElseThrow().name()).isEqualTo("f1");
        assertThat(reader.next().orElseThrow().name()).isEqualTo("f2");
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b-o",
                "--b-o\r\n",
                "--b-oops\r\n\r\n",
                "no boundary\r\n--b-o--",
                "--b-o\r\nContent-Disposition: form-data; name=f\r\n\r\ncut off",
                "--b-o\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b-o--",
                "--b-o\r\nContent-Disposition: form-data; name=f"
            })
    void refusesABrokenForm(String form) {
        assertThatThrownBy(() -> read(form, Integer.MAX_VALUE))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesHeadersWithoutAnEndAndEndlessParts() {
        var headers = "--b-o\r\n" + "X-Y: z\r\n".repeat(10_000) + "\r\n\r\n--b-o--";
        assertThatThrownBy(() -> read(headers, 1000)).isInstanceOf(ProblemException.class);
        var parts =
                "--b-o\r\nContent-Disposition: form-data; name=f\r\n\r\nx\r\n".repeat(21)
                        + "--b-o--";
        assertThatThrownBy(() -> read(parts, 1000)).isInstanceOf(ProblemException.class);
    }

    private static List<String> read(String form, int piece) throws IOException {
        var reader = new MultipartReader(TYPE, stream(form, piece));
        var parts = new ArrayList<String>();
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            var found = part.get();
            parts.add(
                    String.join(
                            "|",
                            found.name(),
                            found.file().orElse("null"),
                            found.type().orElse("null"),
                            MultipartReader.text(found, 1_000_000)));
        }
        return parts;
    }

    /// Gives at most some bytes at each read, as a network does.
    private static InputStream stream(String text, int piece) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }
}
