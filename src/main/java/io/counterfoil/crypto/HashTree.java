package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The hash tree of one batch of data groups, over SHA-256, in the one shape that we emit (RFC 4998
/// section 4.2): group values sorted ascending and paired from the left, a parent is the digest of
/// the smaller and the greater, an odd last value is carried up unchanged.
///
/// Everything follows from the sorted values, so they are all that is stored.
public final class HashTree {

    private static final DigestAlgorithm ALGORITHM = DigestAlgorithm.SHA_256;
    private static final int BYTES = Hash.BYTES;

    /// The tree's levels, from the groups to the root, each value 32 bytes.
    private final List<byte[]> levels;

    private HashTree(byte[] sorted) {
        this.levels = grow(sorted);
    }

    /// Builds the tree of a batch's groups.
    ///
    /// @param groups at least one
    public static HashTree of(Collection<DataGroup> groups) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a hash tree has at least one group");
        }
        var sorted = new byte[groups.size() * BYTES];
        var at = 0;
        var values = groups.stream().map(group -> group.value(ALGORITHM)).distinct();
        for (Bytes value : values.sorted(DataGroup::compare).toList()) {
            checkLength(value);
            value.copyTo(sorted, at);
            at += BYTES;
        }
        return new HashTree(Arrays.copyOf(sorted, at));
    }

    /// Builds the tree again from what was stored.
    ///
    /// @throws MalformedException unless they are ascending values of 32 bytes
    public static HashTree ofStored(Bytes stored) {
        var sorted = stored.toArray();
        if (sorted.length == 0 || sorted.length % BYTES != 0) {
            throw new MalformedException("the stored group values are not of 32 bytes each");
        }
        for (int at = BYTES; at < sorted.length; at += BYTES) {
            if (compare(sorted, at - BYTES, sorted, at) >= 0) {
                throw new MalformedException("the stored group values are not ascending");
            }
        }
        return new HashTree(sorted);
    }

    /// The sorted group values, 32 bytes each, one after the other.
    public Bytes stored() {
        return Bytes.of(levels.getFirst());
    }

    /// How many groups there are.
    public int size() {
        return levels.getFirst().length / BYTES;
    }

    /// The value that an authority dates.
    public Hash root() {
        return Hash.of(levels.getLast());
    }

    /// The evidence record of one group of this tree, or empty when the tree does not hold it.
    ///
    /// @param token over this tree's root; this is not checked here
    public Optional<EvidenceRecord> record(DataGroup group, TimeStampToken token) {
        return reduce(group).map(reduced -> EvidenceRecord.of(ALGORITHM, reduced, token));
    }

    /// The lists that lead from the group to the root: its own digests, then one sibling a level.
    private Optional<List<List<Bytes>>> reduce(DataGroup group) {
        var value = group.value(ALGORITHM);
        checkLength(value);
        var position = find(value.toArray());
        if (position < 0) {
            return Optional.empty();
        }
        var reduced = new ArrayList<List<Bytes>>();
        reduced.add(group.digests());
        for (byte[] level : levels.subList(0, levels.size() - 1)) {
            var sibling = (position ^ 1) * BYTES;
            if (sibling < level.length) {
                reduced.add(List.of(Bytes.of(level, sibling, BYTES)));
            }
            position /= 2;
        }
        return Optional.of(reduced);
    }

    private int find(byte[] value) {
        var groups = levels.getFirst();
        var low = 0;
        var high = size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var order = compare(groups, middle * BYTES, value, 0);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    private static List<byte[]> grow(byte[] sorted) {
        var levels = new ArrayList<byte[]>();
        levels.add(sorted);
        var digest = ALGORITHM.start();
        while (levels.getLast().length > BYTES) {
            levels.add(parents(levels.getLast(), digest));
        }
        return levels;
    }

    private static byte[] parents(byte[] level, MessageDigest digest) {
        var count = level.length / BYTES;
        var parents = new byte[Math.ceilDiv(count, 2) * BYTES];
        for (int pair = 0; pair < count / 2; pair++) {
            var left = 2 * pair * BYTES;
            var right = left + BYTES;
            var ascending = compare(level, left, level, right) <= 0;
            digest.update(level, ascending ? left : right, BYTES);
            digest.update(level, ascending ? right : left, BYTES);
            finish(digest, parents, pair * BYTES);
        }
        if (count % 2 == 1) {
            var last = level.length - BYTES;
            System.arraycopy(level, last, parents, parents.length - BYTES, BYTES);
        }
        return parents;
    }

    private static void finish(MessageDigest digest, byte[] target, int at) {
        try {
            digest.digest(target, at, BYTES);
        } catch (DigestException fault) {
            throw new IllegalStateException("the target holds a digest", fault);
        }
    }

    private static int compare(byte[] first, int firstAt, byte[] second, int secondAt) {
        return Arrays.compareUnsigned(
                first, firstAt, firstAt + BYTES, second, secondAt, secondAt + BYTES);
    }

    private static void checkLength(Bytes value) {
        if (value.size() != BYTES) {
            throw new IllegalArgumentException("a SHA-256 tree holds digests of 32 bytes");
        }
    }
}
