package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM over the chunks of one stream, in their order (the STREAM construction).
///
/// Stream key and nonce prefix come from the data key by HKDF-SHA-256 with the stream's salt and
/// its context. A chunk's nonce is prefix (7 bytes), counter (4) and whether it is the last (1): a
/// chunk opens at its own place only, and an end only where the stream ended.
final class StreamCipher {

    static final int CHUNK_BYTES = 64 * 1024;
    static final int TAG_BYTES = 16;
    static final int SALT_BYTES = 32;

    private static final byte[] MAGIC = "CFS1".getBytes(US_ASCII);

    static final int HEADER_BYTES = 4 + SALT_BYTES;

    private static final byte[] LABEL = "counterfoil stream v1\0".getBytes(US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int PREFIX_BYTES = 7;
    private static final int NONCE_BYTES = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] prefix;
    private int counter;

    private StreamCipher(Cipher cipher, SecretKeySpec key, byte[] prefix) {
        this.cipher = cipher;
        this.key = key;
        this.prefix = prefix;
    }

    static StreamCipher derive(byte[] dataKey, byte[] salt, Bytes context) {
        var info = ByteBuffer.allocate(LABEL.length + context.size());
        info.put(LABEL).put(context.toArray());
        var spec =
                HKDFParameterSpec.ofExtract()
                        .addIKM(dataKey)
                        .addSalt(salt)
                        .thenExpand(info.array(), KEY_BYTES + PREFIX_BYTES);
        try {
            var derived = KDF.getInstance("HKDF-SHA256", "SunJCE").deriveData(spec);
            return new StreamCipher(
                    Cipher.getInstance("AES/GCM/NoPadding", "SunJCE"),
                    new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
                    Arrays.copyOfRange(derived, KEY_BYTES, derived.length));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK has no HKDF or AES-GCM", absent);
        }
    }

    static byte[] header(byte[] salt) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(salt).array();
    }

    static byte[] readHeader(InputStream source) throws IOException {
        var header = source.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES || !Arrays.equals(header, 0, 4, MAGIC, 0, 4)) {
            throw new DamagedStreamException("not a sealed stream");
        }
        return Arrays.copyOfRange(header, MAGIC.length, HEADER_BYTES);
    }

    /// Seals the next chunk into `sealed` from `offset` on, where there is room for 16 bytes more.
    ///
    /// @return the sealed length
    int seal(byte[] chunk, int length, boolean last, byte[] sealed, int offset) {
        try {
            next(Cipher.ENCRYPT_MODE, last);
            return cipher.doFinal(chunk, 0, length, sealed, offset);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("AES-GCM does not encrypt", fault);
        }
    }

    /// Opens the next chunk into `chunk`; empty when it is not the one that was sealed here.
    ///
    /// @return the length of the content
    Optional<Integer> open(byte[] sealed, int length, boolean last, byte[] chunk) {
        try {
            next(Cipher.DECRYPT_MODE, last);
            return Optional.of(cipher.doFinal(sealed, 0, length, chunk, 0));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    /// How many chunks have been sealed or opened.
    long chunks() {
        return Integer.toUnsignedLong(counter);
    }

    private void next(int mode, boolean last) throws GeneralSecurityException {
        if (counter == -1) {
            throw new IllegalStateException("a stream has at most 2^32-1 chunks");
        }
        var nonce = ByteBuffer.allocate(NONCE_BYTES).put(prefix).putInt(counter);
        nonce.put((byte) (last ? 1 : 0));
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce.array()));
        counter++;
    }
}
