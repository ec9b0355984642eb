package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.merkle.Hash;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// The digests of the objects of one case, dated together (RFC 4998 section 4.2).
///
/// @param digests sorted ascending, without repetition, all of one algorithm
public record DataGroup(List<Bytes> digests) {

    /// Objects of one case; ours has two.
    private static final int DIGESTS_MAX = 1000;

    /// Sorts, and drops what is there twice.
    public DataGroup {
        if (digests.isEmpty() || digests.size() > DIGESTS_MAX) {
            throw new IllegalArgumentException("a data group has 1 to 1000 objects");
        }
        digests = digests.stream().distinct().sorted(DataGroup::compare).toList();
    }

    /// A group of SHA-256 digests, or of others of that length.
    public static DataGroup of(Hash... digests) {
        return new DataGroup(
                Arrays.stream(digests).map(digest -> Bytes.of(digest.bytes())).toList());
    }

    /// The value that stands for the group in a hash tree: a single digest as it is, several
    /// hashed.
    public Bytes value(DigestAlgorithm algorithm) {
        return digests.size() == 1 ? digests.getFirst() : hashSorted(algorithm, digests);
    }

    /// The digest of the values in ascending order, each as often as it is there.
    static Bytes hashSorted(DigestAlgorithm algorithm, Collection<Bytes> values) {
        return algorithm.digest(values.stream().sorted(DataGroup::compare).toArray(Bytes[]::new));
    }

    /// Unsigned, byte by byte.
    static int compare(Bytes first, Bytes second) {
        return Arrays.compareUnsigned(first.toArray(), second.toArray());
    }
}
