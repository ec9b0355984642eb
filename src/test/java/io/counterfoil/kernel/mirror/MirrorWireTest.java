package io.counterfoil.kernel.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.SignedNote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorWireTest {

    private static final Hash HASH = TreeHasher.sha256().empty();
    private static final String NOTE =
            "log\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n— log.example LW53azVFtWKVS30=\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "old 0\n\n" + NOTE,
                "old 12\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n" + NOTE,
            })
    void addCheckpointPrintsBack(String body) {
        assertThat(AddCheckpoint.parse(body.getBytes(UTF_8)).bytes())
                .isEqualTo(body.getBytes(UTF_8));
    }

    @Test
    void addCheckpointHolds63Hashes() {
        var most = new AddCheckpoint(1, Collections.nCopies(63, HASH), note());
        assertThat(AddCheckpoint.parse(most.bytes())).isEqualTo(most);
        String tooMany =
                new String(most.bytes(), UTF_8).replaceFirst("\n", "\n" + HASH.base64() + "\n");
        assertThatThrownBy(() -> AddCheckpoint.parse(tooMany.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    private static SignedNote note() {
        return SignedNote.parse(NOTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0\n",
                "old 0\n" + NOTE,
                "old 00\n\n" + NOTE,
                "old -1\n\n" + NOTE,
                "old  1\n\n" + NOTE,
                "Old 1\n\n" + NOTE,
                "old 1\nAAAA\n\n" + NOTE,
                "old 1\n\nlog\n1\n",
            })
    void addCheckpointRefusesAnyOtherForm(String body) {
        assertThatThrownBy(() -> AddCheckpoint.parse(body.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void mirrorInfoPrintsBack() {
        var info = new MirrorInfo(70_000, 256, Bytes.of((byte) 7));
        assertThat(info.print()).isEqualTo("70000\n256\nBw==\n");
        assertThat(MirrorInfo.parse(info.print())).isEqualTo(info);
        assertThat(MirrorInfo.parse("1\n0\n\n").ticket()).isEqualTo(Bytes.of());
        for (String bad : List.of("", "1\n0\n", "1\n0\n\n\n", "1\n01\n\n", "1\n0\nB\n", "1\n0\n")) {
            assertThatThrownBy(() -> MirrorInfo.parse(bad)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void packagesAlignWithBundlesWhereverTheUploadBegins() {
        var header = new UploadHeader("log", 300, 1000, Bytes.of());
        assertThat(header.spans(99))
                .containsExactly(
                        new UploadHeader.Span(300, 512),
                        new UploadHeader.Span(512, 768),
                        new UploadHeader.Span(768, 1000));
        assertThat(header.spans(99).getFirst().tileStart()).isEqualTo(256);
        assertThat(header.spans(2)).hasSize(2);
        assertThat(new UploadHeader("log", 7, 7, Bytes.of()).spans(9)).isEmpty();
        long last = Long.MAX_VALUE;
        assertThat(new UploadHeader("log", last - 1, last, Bytes.of()).spans(9))
                .containsExactly(new UploadHeader.Span(last - 1, last));
    }

    @Test
    void anUploadReadsBackPackageByPackage() throws IOException {
        var header = new UploadHeader("log", 250, 600, Bytes.of((byte) 1));
        var reader = UploadReader.open(new ByteArrayInputStream(upload(header, 9)));

        assertThat(reader.header()).isEqualTo(header);
        var read = new ArrayList<EntryPackage>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            read.add(next.get());
        }
        assertThat(read).extracting(EntryPackage::from).containsExactly(250L, 256L, 512L);
        assertThat(read).extracting(EntryPackage::to).containsExactly(256L, 512L, 600L);
        assertThat(read.getFirst().entries().entry(3)).isEqualTo("entry 253".getBytes(UTF_8));
        assertThat(read.getLast().proof()).containsExactly(HASH, HASH);
    }

    @Test
    void anUploadMayStopBetweenPackagesButNotInside() throws IOException {
        var header = new UploadHeader("log", 250, 600, Bytes.of());
        byte[] whole = upload(header, 9);
        var boundaries =
                List.of(
                        upload(header, 0).length,
                        upload(header, 1).length,
                        upload(header, 2).length);
        for (int cut = 0; cut < whole.length; cut++) {
            byte[] body = Arrays.copyOf(whole, cut);
            if (boundaries.contains(cut)) {
                drain(body);
            } else {
                assertThatThrownBy(() -> drain(body)).isInstanceOf(MalformedException.class);
            }
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> drain(longer)).isInstanceOf(MalformedException.class);
    }

    private static void drain(byte[] body) throws IOException {
        var reader = UploadReader.open(new ByteArrayInputStream(body));
        while (reader.next().isPresent()) {
            assertThat(reader.header().origin()).isEqualTo("log");
        }
    }

    private static byte[] upload(UploadHeader header, int packages) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new UploadWriter(header, out);
        for (var span : header.spans(packages)) {
            var entries = new ArrayList<byte[]>();
            for (long i = span.from(); i < span.to(); i++) {
                entries.add(("entry " + i).getBytes(UTF_8));
            }
            writer.write(
                    new EntryPackage(span.from(), EntryBundle.of(entries), List.of(HASH, HASH)));
        }
        return out.toByteArray();
    }
}
