package io.counterfoil.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.entry.Entries;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.entry.Promise;
import io.counterfoil.kernel.entry.UnknownEntryException;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.mirror.AddCheckpoint;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.mirror.MirrorInfo;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.mirror.UploadReader;
import io.counterfoil.kernel.mirror.UploadWriter;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parser under thousands of damaged inputs: it refuses in the declared way or reads what it
/// then prints back, byte for byte. A failure names the seed.
class MutationTest {

    private static final int ROUNDS = 4000;

    /// A parser followed by its printer, and inputs that it reads.
    record Format(String name, RoundTrip roundTrip, List<Bytes> samples) {

        @Override
        public String toString() {
            return name;
        }
    }

    /// Parses and prints back.
    interface RoundTrip {
        byte[] apply(byte[] input);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsBackItsOwnSamples(Format format) {
        for (Bytes sample : format.samples) {
            assertThat(format.roundTrip.apply(sample.toArray())).isEqualTo(sample.toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void damagedInputIsRefusedOrPrintsBack(Format format) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(format.samples, random);
            try {
                byte[] printed = format.roundTrip.apply(damaged);
                assertThat(printed)
                        .as("%s, seed %d, round %d", format, seed, round)
                        .isEqualTo(damaged);
            } catch (MalformedException | UnknownEntryException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("%s, seed %d, round %d".formatted(format, seed, round), e);
            }
        }
    }

    private static byte[] damage(List<Bytes> samples, Random random) {
        byte[] input = samples.get(random.nextInt(samples.size())).toArray();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && input.length > 0; i++) {
            int at = random.nextInt(input.length);
            input =
                    switch (random.nextInt(6)) {
                        case 0 -> flipped(input, at, 1 << random.nextInt(8));
                        case 1 -> Arrays.copyOf(input, at);
                        case 2 ->
                                spliced(
                                        input,
                                        at,
                                        at + random.nextInt(input.length - at),
                                        new byte[0]);
                        case 3 -> spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
                        case 4 ->
                                spliced(
                                        input,
                                        at,
                                        at,
                                        Arrays.copyOfRange(
                                                input, at, at + random.nextInt(input.length - at)));
                        default -> {
                            byte[] other = samples.get(random.nextInt(samples.size())).toArray();
                            int from = random.nextInt(other.length);
                            yield spliced(
                                    input,
                                    at,
                                    input.length,
                                    Arrays.copyOfRange(other, from, other.length));
                        }
                    };
        }
        return input;
    }

    private static byte[] flipped(byte[] input, int at, int bits) {
        input[at] ^= (byte) bits;
        return input;
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(middle);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }

    static Stream<Format> formats() {
        return Stream.of(
                new Format(
                        "entry",
                        in -> Entry.parse(in).bytes(),
                        vectors("entry/valid.jsonl", "bytes")),
                new Format(
                        "manifest",
                        in -> Manifest.parse(in).bytes(),
                        samples(
                                Entries.manifest().bytes(),
                                Entries.invoiceManifest().bytes(),
                                Entries.digestManifest().bytes())),
                new Format(
                        "promise",
                        in -> Promise.parse(text(in)).text().getBytes(UTF_8),
                        samples(promise())),
                new Format(
                        "checkpoint",
                        in -> Checkpoint.parse(text(in)).text().getBytes(UTF_8),
                        samples(checkpoint())),
                new Format("note", in -> SignedNote.parse(in).bytes(), samples(note())),
                new Format(
                        "key",
                        in -> VerifierKey.parse(text(in)).toString().getBytes(UTF_8),
                        samples(bytes(KEY))),
                new Format(
                        "tile",
                        in -> bytes(Tile.parse(text(in)).path()),
                        samples(bytes("tile/0/x001/x234/067.p/17"), bytes("tile/entries/000"))),
                new Format("proof", in -> TlogProof.parse(in).print(), samples(proof())),
                new Format("policy", MutationTest::printTwice, samples(policy())),
                new Format(
                        "bundle",
                        in -> EntryBundle.parse(in, 3).bytes(),
                        samples(bundle().bytes())),
                new Format(
                        "add-checkpoint",
                        in -> AddCheckpoint.parse(in).bytes(),
                        samples(addCheckpoint())),
                new Format("add-entries", MutationTest::copyUpload, samples(upload())),
                new Format(
                        "mirror-info",
                        in -> bytes(MirrorInfo.parse(text(in)).print()),
                        samples(bytes("70000\n256\nBw==\n"))));
    }

    private static final String KEY =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final Hash HASH = Entries.hash("hash");

    private static byte[] promise() {
        return bytes(new Promise(Entries.ORIGIN, 1, HASH, Entries.NOON, Entries.NOON + 1).text());
    }

    private static byte[] checkpoint() {
        return bytes(new Checkpoint(Entries.ORIGIN, 70_000, HASH).text());
    }

    private static byte[] note() {
        return bytes(
                text(checkpoint())
                        + "\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlT\n");
    }

    private static byte[] proof() {
        return new TlogProof(Bytes.of((byte) 7), 5, List.of(HASH, HASH), text(note())).print();
    }

    private static byte[] policy() {
        return bytes(
                "log "
                        + KEY
                        + "\nwitness w "
                        + KEY
                        + " https://w.example\ngroup g all w\nquorum g\n");
    }

    private static byte[] addCheckpoint() {
        return new AddCheckpoint(12, List.of(HASH, HASH), SignedNote.parse(note())).bytes();
    }

    private static EntryBundle bundle() {
        return EntryBundle.of(List.of(new byte[] {1}, new byte[0], new byte[] {2, 3}));
    }

    private static byte[] upload() {
        var header = new UploadHeader("log", 255, 258, Bytes.of((byte) 1));
        try {
            var out = new ByteArrayOutputStream();
            var writer = new UploadWriter(header, out);
            writer.write(new EntryPackage(255, bundle().prefix(1), List.of(HASH)));
            writer.write(
                    new EntryPackage(
                            256, EntryBundle.of(List.of(new byte[2], new byte[1])), List.of()));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] copyUpload(byte[] input) {
        try {
            var out = new ByteArrayOutputStream();
            var reader = UploadReader.open(new ByteArrayInputStream(input));
            var writer = new UploadWriter(reader.header(), out);
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                writer.write(next.get());
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A policy may be spaced and commented at will, so what prints back is its print.
    private static byte[] printTwice(byte[] input) {
        var policy = Policy.parse(input);
        assertThat(Policy.parse(policy.print())).isEqualTo(policy);
        return input;
    }

    private static List<Bytes> vectors(String file, String field) {
        return FormatVectorsTest.read(file).map(vector -> Bytes.of(vector.bytes(field))).toList();
    }

    private static List<Bytes> samples(byte[]... samples) {
        return Arrays.stream(samples).map(Bytes::of).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return Encoding.utf8(bytes);
    }
}
