package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Vocabulary;
import java.util.zip.CRC32;

/// A published stylesheet that was read.
///
/// @param checksum CRC-32 of its bytes, and of those of the codes beside it
record PublishedSheet(CompiledRules rules, long checksum) {

    /// Reads a stylesheet on the class path.
    ///
    /// @param vocabulary grows by what the rules ask for
    static PublishedSheet read(String path, Vocabulary vocabulary) {
        var stylesheet = Published.bytes(path);
        var checksum = new CRC32();
        checksum.update(stylesheet);
        var codes = codes(path, checksum);
        return new PublishedSheet(
                RuleStylesheet.compile(stylesheet, vocabulary, codes), checksum.getValue());
    }

    private static CodeFile codes(String stylesheet, CRC32 checksum) {
        var path = Published.codes(stylesheet);
        if (path.isEmpty()) {
            return CodeFile.NONE;
        }
        var content = Published.bytes(path.get());
        checksum.update(content);
        return new CodeFile(path.get().substring(path.get().lastIndexOf('/') + 1), content);
    }
}
