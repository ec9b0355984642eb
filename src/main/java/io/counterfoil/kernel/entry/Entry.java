package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A leaf of the log: small deterministic CBOR that tells a stranger nothing
/// (`docs/formats/entry.md`).
///
/// Times are milliseconds since 1970 UTC, `0` to 2^63-1.
public sealed interface Entry {

    /// The version in field 1.
    int VERSION = 1;

    /// The most bytes of a submitted entry; it leaves room in a bundle's 65,535 for a refusal's
    /// frame.
    int BYTES_MAX = 60_000;

    /// What the entry is.
    EntryKind kind();

    /// When the operator took in what the entry stands for; a refusal states no time of its own.
    default OptionalLong receipt() {
        return switch (this) {
            case Genesis genesis -> OptionalLong.of(genesis.receivedAt());
            case Recorded recorded -> OptionalLong.of(recorded.receivedAt());
            case Refusal _ -> OptionalLong.empty();
        };
    }

    /// The log describes itself, so that a copy needs no other document.
    ///
    /// @param vrfKey the P-256 point, compressed, under which uniqueness keys are computed
    /// @param policy the published tlog-policy
    record Genesis(
            EntryId id,
            long receivedAt,
            String origin,
            long ruleVersion,
            Bytes vrfKey,
            String policy)
            implements Entry {

        /// The length of a compressed P-256 point.
        public static final int VRF_KEY_BYTES = 33;

        /// Checks the length of the key and the signs.
        public Genesis {
            requireTime(receivedAt);
            if (vrfKey.size() != VRF_KEY_BYTES) {
                throw new MalformedException("a VRF key has 33 bytes");
            }
            if (ruleVersion < 0 || origin.isEmpty()) {
                throw new MalformedException("a genesis names its log and its rule version");
            }
        }

        @Override
        public EntryKind kind() {
            return EntryKind.GENESIS;
        }
    }

    /// An entry that stands for a record with a manifest.
    sealed interface Recorded extends Entry {

        /// The record's public name.
        EntryId id();

        /// SHA-256 of the manifest.
        Hash manifest();

        /// SM3 of the manifest.
        Hash manifestSm3();

        /// When the operator took the record in.
        long receivedAt();

        /// The salted hash of the tenant's id, opened by the manifest.
        Hash submitter();

        /// The id of the record that this one refers to.
        @Nullable EntryId reference();
    }

    /// A document is preserved.
    record Evidence(
            EntryId id,
            Hash manifest,
            Hash manifestSm3,
            long receivedAt,
            Hash submitter,
            @Nullable EntryId reference)
            implements Recorded {

        /// Checks the time.
        public Evidence {
            requireTime(receivedAt);
        }

        @Override
        public EntryKind kind() {
            return EntryKind.EVIDENCE;
        }
    }

    /// An invoice is issued.
    ///
    /// @param uniqueKey the VRF output of issuer, type, number and year; no other invoice may have
    ///   it
    record Invoice(
            EntryId id,
            Hash manifest,
            Hash manifestSm3,
            long receivedAt,
            Hash submitter,
            Hash uniqueKey,
            @Nullable EntryId reference)
            implements Recorded {

        /// Checks the time.
        public Invoice {
            requireTime(receivedAt);
        }

        @Override
        public EntryKind kind() {
            return EntryKind.INVOICE;
        }
    }

    /// A record broke a rule; it reserves nothing.
    ///
    /// @param refused the record's bytes, of a longer one the first 60,001
    /// @param collidesWith index of the leaf that stood in the way, for the codes that have one
    record Refusal(RefusalCode code, Bytes refused, @Nullable Long collidesWith) implements Entry {

        /// One byte more than an entry may have, so that a cut record is seen to be too large.
        public static final int REFUSED_BYTES_MAX = BYTES_MAX + 1;

        /// Checks that a colliding leaf is named exactly where there is one.
        public Refusal {
            if (refused.size() > REFUSED_BYTES_MAX) {
                throw new MalformedException("a refusal carries at most 60,001 bytes");
            }
            if (code.collides() != (collidesWith != null)
                    || (collidesWith != null && collidesWith < 0)) {
                throw new MalformedException("a refusal names a leaf exactly if one collides");
            }
        }

        @Override
        public EntryKind kind() {
            return EntryKind.REFUSAL;
        }
    }

    /// Reads an entry.
    ///
    /// @throws UnknownEntryException when the version or the kind is not known
    /// @throws MalformedException when the bytes are not what [#bytes()] prints
    static Entry parse(byte[] content) {
        return EntryCodec.decode(content);
    }

    /// Whether bytes begin as every refusal does; says nothing about the rest.
    static boolean startsAsRefusal(byte[] content) {
        // A map of any size, then the fields 1 and 2, which every entry has.
        return content.length > 4
                && content[1] == EntryCodec.VERSION
                && content[2] == VERSION
                && content[3] == EntryCodec.KIND
                && content[4] == EntryKind.REFUSAL.code();
    }

    /// The entry's one encoding.
    default byte[] bytes() {
        return EntryCodec.encode(this);
    }

    private static void requireTime(long millis) {
        if (millis < 0) {
            throw new MalformedException("a time is not negative");
        }
    }
}
