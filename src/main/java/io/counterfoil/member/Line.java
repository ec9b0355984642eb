package io.counterfoil.member;

import java.util.Locale;

/// The two statements that a member signs about a checkpoint; each has a name and keys of its own.
public enum Line {
    /// "I store all of it and it keeps the rules."
    MIRROR,
    /// "A quorum said so too; I sign no other root of this size, ever."
    FINAL;

    /// The last part of the key's name.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
