package io.counterfoil.kernel.entry;

import java.util.Locale;
import java.util.Optional;

/// What an entry is; the code stands in field 2.
public enum EntryKind {
    /// The log describes itself; index 0 and no other.
    GENESIS(0),
    /// A document is preserved.
    EVIDENCE(1),
    /// An invoice is issued under a number that no other one may have.
    INVOICE(2),
    /// A record broke a rule.
    REFUSAL(3);

    private final int code;

    EntryKind(int code) {
        this.code = code;
    }

    /// The number in field 2.
    public int code() {
        return code;
    }

    /// The name that a manifest writes.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EntryKind> of(long code) {
        for (EntryKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
