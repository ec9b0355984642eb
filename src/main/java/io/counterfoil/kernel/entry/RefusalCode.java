package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.MalformedException;

/// Every rule that a record can break; the code stands in field 20 of the refusal. Codes are never
/// reused.
public enum RefusalCode {
    /// The bytes are no entry in its one encoding.
    MALFORMED(1, "The record is not an entry in deterministic CBOR"),
    /// The record has more than 60,000 bytes; the refusal carries the first 60,001.
    TOO_LARGE(2, "The record is larger than an entry may be"),
    /// Field 1 names a version that the rules in force do not know.
    VERSION_UNKNOWN(3, "The entry's version is not known to the rules in force"),
    /// Field 2 names a kind that the rules in force do not know.
    KIND_UNKNOWN(4, "The entry's kind is not known to the rules in force"),
    /// A second genesis.
    GENESIS_MISPLACED(5, "Only the first entry of a log may describe it"),
    /// A refusal is made by the rules, never submitted.
    REFUSAL_SUBMITTED(6, "A refusal cannot be submitted"),
    /// Another entry has the same id and other bytes.
    ID_TAKEN(7, "Another entry has this id"),
    /// Another invoice has the same uniqueness key.
    NUMBER_TAKEN(8, "Another invoice of this issuer has this number"),
    /// Its time of receipt lies more than five minutes before another's in the log.
    OVERDUE(9, "The record was received long before others that are in the log");

    private final int code;
    private final String title;

    RefusalCode(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /// The number in field 20.
    public int code() {
        return code;
    }

    /// One sentence for people.
    public String title() {
        return title;
    }

    /// Whether the refusal names the leaf that stood in the way.
    public boolean collides() {
        return this == ID_TAKEN || this == NUMBER_TAKEN;
    }

    static RefusalCode of(long code) {
        for (RefusalCode value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new MalformedException("unknown refusal code");
    }
}
