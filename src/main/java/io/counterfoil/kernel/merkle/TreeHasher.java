package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.function.Supplier;

/// The three hashes of a Merkle tree (RFC 9162 §2.1.1) over any digest of 32 bytes.
///
/// Safe for use by many threads: each keeps a digest and a scratch buffer of its own.
public final class TreeHasher {

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;
    private static final TreeHasher SHA_256 = new TreeHasher(Sha256::newDigest);

    private final ThreadLocal<Worker> worker;
    private final Hash empty;

    private TreeHasher(Supplier<MessageDigest> digests) {
        MessageDigest first = digests.get();
        if (first.getDigestLength() != Hash.BYTES) {
            throw new IllegalArgumentException("a tree needs a digest of 32 bytes");
        }
        this.empty = Hash.of(first.digest());
        this.worker = ThreadLocal.withInitial(() -> new Worker(digests.get()));
    }

    /// The tree hash of RFC 9162 and of every C2SP format.
    public static TreeHasher sha256() {
        return SHA_256;
    }

    /// A tree hash over another digest of 32 bytes, such as SM3.
    ///
    /// @param digests makes a fresh digest at each call
    public static TreeHasher over(Supplier<MessageDigest> digests) {
        return new TreeHasher(digests);
    }

    /// The root of a tree without leaves: `H("")`.
    public Hash empty() {
        return empty;
    }

    /// The hash of a leaf: `H(0x00 || entry)`.
    public Hash leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /// The hash of a leaf whose entry is a part of an array.
    public Hash leaf(byte[] source, int offset, int length) {
        Worker mine = worker.get();
        mine.leaf(source, offset, length, mine.result, 0);
        return Hash.of(mine.result, 0);
    }

    /// Writes the 32 bytes of a leaf's hash, making no garbage.
    public void leafInto(byte[] source, int offset, int length, byte[] target, int at) {
        worker.get().leaf(source, offset, length, target, at);
    }

    /// The hash of an inner node: `H(0x01 || left || right)`.
    public Hash node(Hash left, Hash right) {
        Worker mine = worker.get();
        left.writeTo(mine.pair, 1);
        right.writeTo(mine.pair, 1 + Hash.BYTES);
        mine.node(mine.result, 0);
        return Hash.of(mine.result, 0);
    }

    /// The root over hashes that lie side by side: `MTH` of RFC 9162 §2.1.1 with leaves already
    /// hashed.
    ///
    /// @param count at least one hash
    public Hash root(byte[] hashes, int offset, int count) {
        Worker mine = worker.get();
        byte[] row = new byte[count * Hash.BYTES];
        System.arraycopy(hashes, offset, row, 0, row.length);
        // An odd last hash is carried up unchanged, which is where MTH's split puts it.
        for (int width = count; width > 1; width = (width + 1) / 2) {
            for (int i = 0; i + 1 < width; i += 2) {
                System.arraycopy(row, i * Hash.BYTES, mine.pair, 1, 2 * Hash.BYTES);
                mine.node(row, i / 2 * Hash.BYTES);
            }
            if (width % 2 == 1) {
                int last = (width - 1) * Hash.BYTES;
                System.arraycopy(row, last, row, width / 2 * Hash.BYTES, Hash.BYTES);
            }
        }
        return Hash.of(row, 0);
    }

    /// One thread's digest and buffers.
    private static final class Worker {

        private final MessageDigest digest;
        private final byte[] pair = new byte[1 + 2 * Hash.BYTES];
        private final byte[] result = new byte[Hash.BYTES];

        Worker(MessageDigest digest) {
            this.digest = digest;
            pair[0] = NODE;
        }

        void leaf(byte[] source, int offset, int length, byte[] target, int at) {
            digest.update(LEAF);
            digest.update(source, offset, length);
            finish(target, at);
        }

        void node(byte[] target, int at) {
            digest.update(pair, 0, pair.length);
            finish(target, at);
        }

        private void finish(byte[] target, int at) {
            try {
                digest.digest(target, at, Hash.BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException("the target holds a hash", e);
            }
        }
    }
}
