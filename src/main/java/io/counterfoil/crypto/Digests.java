package io.counterfoil.crypto;

import io.counterfoil.kernel.merkle.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SM3Digest;

/// The three digests of one document and its length, all from one pass over the bytes.
///
/// @param size length of the document, in bytes
public record Digests(Hash sha256, Hash sha3, Hash sm3, long size) {

    private static final int BUFFER_BYTES = 64 * 1024;

    /// Reads the stream to its end; memory stays flat.
    public static Digests of(InputStream document) throws IOException {
        var digester = new Digester();
        var buffer = new byte[BUFFER_BYTES];
        for (int read = document.read(buffer); read >= 0; read = document.read(buffer)) {
            digester.update(buffer, 0, read);
        }
        return digester.finish();
    }

    /// The digests of bytes in memory.
    public static Digests of(byte[] document) {
        try {
            return of(new ByteArrayInputStream(document));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Takes a document piece by piece. For one thread and one document.
    public static final class Digester {

        private final MessageDigest sha256 = Sha256.start();
        private final MessageDigest sha3 = Sha256.jdk("SHA3-256");
        private final SM3Digest sm3 = new SM3Digest();
        private long size;

        /// Takes the next piece.
        public void update(byte[] bytes, int offset, int length) {
            sha256.update(bytes, offset, length);
            sha3.update(bytes, offset, length);
            sm3.update(bytes, offset, length);
            size += length;
        }

        /// How many bytes it has taken.
        public long size() {
            return size;
        }

        /// The digests of all pieces; the digester starts anew.
        public Digests finish() {
            var sm3Bytes = new byte[Sha256.BYTES];
            sm3.doFinal(sm3Bytes, 0);
            var digests =
                    new Digests(
                            Hash.of(sha256.digest()),
                            Hash.of(sha3.digest()),
                            Hash.of(sm3Bytes),
                            size);
            size = 0;
            return digests;
        }
    }
}
