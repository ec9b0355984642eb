package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;

/// The 256-bit key of one record: whoever destroys it has erased all that it sealed.
///
/// It seals streams in chunks (`docs/formats/vault.md`). Each stream gets a key of its own, derived
/// with a random salt, so one data key may seal a document and its manifest.
public final class DataKey {

    /// Length of the key, in bytes.
    public static final int BYTES = 32;

    private final byte[] secret;

    private DataKey(byte[] secret) {
        this.secret = secret;
    }

    /// Draws a new key.
    public static DataKey generate(SecureRandom random) {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        return new DataKey(secret);
    }

    static DataKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new MalformedException("a data key is 32 bytes");
        }
        return new DataKey(secret);
    }

    byte[] secret() {
        return secret;
    }

    /// Starts a sealed stream on the target.
    ///
    /// @param context what the content is and whose; it opens only under the same context
    public SealingStream seal(Bytes context, SecureRandom random, OutputStream target)
            throws IOException {
        var salt = new byte[StreamCipher.SALT_BYTES];
        random.nextBytes(salt);
        return new SealingStream(StreamCipher.derive(secret, salt, context), salt, target);
    }

    /// Reads a sealed stream; what it gives out was checked, piece by piece.
    ///
    /// The end of the stream was checked too when `read` has answered -1; a reader that stops
    /// earlier knows nothing of the rest.
    ///
    /// @throws DamagedStreamException here or from any read, when the content is not what was
    ///   sealed
    public InputStream open(Bytes context, InputStream source) throws IOException {
        var salt = StreamCipher.readHeader(source);
        return new OpeningStream(StreamCipher.derive(secret, salt, context), source);
    }

    /// Seals a content that fits in memory.
    public Bytes seal(Bytes context, SecureRandom random, Bytes content) {
        return content.size() <= StreamCipher.CHUNK_BYTES
                ? sealChunk(context, random, content.toArray())
                : sealChunks(context, random, content);
    }

    /// What fits in one chunk, as nearly every manifest does, needs no stream and its buffers.
    private Bytes sealChunk(Bytes context, SecureRandom random, byte[] content) {
        var salt = new byte[StreamCipher.SALT_BYTES];
        random.nextBytes(salt);
        var header = StreamCipher.header(salt);
        var sealed = Arrays.copyOf(header, header.length + content.length + StreamCipher.TAG_BYTES);
        StreamCipher.derive(secret, salt, context)
                .seal(content, content.length, true, sealed, header.length);
        return Bytes.of(sealed);
    }

    private Bytes sealChunks(Bytes context, SecureRandom random, Bytes content) {
        var target = new ByteArrayOutputStream();
        try (var stream = seal(context, random, target)) {
            stream.write(content.toArray());
            stream.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(target.toByteArray());
    }

    /// Opens a content that fits in memory.
    ///
    /// @throws DamagedStreamException when the content is not what was sealed
    public Bytes open(Bytes context, Bytes sealed) throws DamagedStreamException {
        try (var stream = open(context, new ByteArrayInputStream(sealed.toArray()))) {
            return Bytes.of(stream.readAllBytes());
        } catch (DamagedStreamException damaged) {
            throw damaged;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The length of a sealed stream, in bytes.
    ///
    /// @param size length of the content, in bytes
    public static long sealedSize(long size) {
        var chunks = Math.max(1, Math.ceilDiv(size, StreamCipher.CHUNK_BYTES));
        return StreamCipher.HEADER_BYTES + size + chunks * StreamCipher.TAG_BYTES;
    }

    @Override
    public String toString() {
        return "DataKey[secret]";
    }
}
