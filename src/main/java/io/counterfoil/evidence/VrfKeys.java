package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.VrfPublicKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// Which log computes the keys of invoice numbers under which VRF key: the lines `vrf ORIGIN KEY`
/// of a file in a folder of trust (`docs/formats/package.md`).
public record VrfKeys(List<Line> lines) {

    /// The file that a consortium publishes.
    public static final String FILE = "vrf.txt";

    private static final String WORD = "vrf";

    /// One log's key.
    public record Line(String origin, VrfPublicKey key) {}

    /// Keeps a copy.
    public VrfKeys {
        lines = List.copyOf(lines);
    }

    /// No log is known.
    public static VrfKeys none() {
        return new VrfKeys(List.of());
    }

    /// Reads a file; empty lines and those that begin with `#` say nothing.
    ///
    /// @throws MalformedException when another line is not in its form
    public static VrfKeys parse(byte[] file) {
        var lines = new ArrayList<Line>();
        new String(file, UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> lines.add(line(line)));
        return new VrfKeys(lines);
    }

    private static Line line(String line) {
        var words = line.split(" ", -1);
        if (words.length != 3 || !words[0].equals(WORD) || words[1].isEmpty()) {
            throw new MalformedException("a VRF key stands in a line \"vrf ORIGIN KEY\"");
        }
        try {
            return new Line(words[1], VrfPublicKey.of(Bytes.fromBase64(words[2]).toArray()));
        } catch (IllegalArgumentException noPoint) {
            throw new MalformedException("the VRF key of %s is none".formatted(words[1]));
        }
    }

    /// The file.
    public byte[] print() {
        var text = new StringBuilder();
        for (var line : lines) {
            var key = Bytes.of(line.key.bytes()).base64();
            text.append("%s %s %s\n".formatted(WORD, line.origin, key));
        }
        return text.toString().getBytes(UTF_8);
    }

    /// The keys of a log.
    List<VrfPublicKey> of(String origin) {
        return lines.stream().filter(line -> line.origin.equals(origin)).map(Line::key).toList();
    }

    /// These and others.
    VrfKeys and(VrfKeys others) {
        var all = new ArrayList<>(lines);
        all.addAll(others.lines);
        return new VrfKeys(all);
    }
}
