package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// A sequencer in a process of its own, as far as its record goes: takes note of one size after the
/// other, and writes down those that it may sign.
final class HighWaterSigner {

    static final int SIZES = 400;

    private HighWaterSigner() {}

    /// @param words the folder of the record, this signer's number, and the number of the other,
    ///   for whom it waits
    public static void main(String[] words) throws IOException {
        var folder = Path.of(words[0]);
        var root = TreeHasher.sha256().leaf(new byte[] {Byte.parseByte(words[1])});
        var empty = TreeHasher.sha256().empty();
        var highWater = HighWater.open(folder.resolve("log1"), "log.example", empty);
        Files.createFile(folder.resolve("ready-" + words[1]));
        while (!Files.exists(folder.resolve("ready-" + words[2]))) {
            Thread.onSpinWait();
        }
        var signed = new ArrayList<String>();
        for (var size = 1; size <= SIZES; size++) {
            if (raised(highWater, size, root)) {
                signed.add(String.valueOf(size));
            }
        }
        Files.write(folder.resolve("signed-" + words[1]), signed);
    }

    private static boolean raised(HighWater highWater, int size, Hash root) throws IOException {
        try {
            highWater.raise(new Checkpoint("log.example", size, root));
            return true;
        } catch (IllegalStateException _) {
            return false; // the other one signed it before
        }
    }
}
