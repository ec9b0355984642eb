package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// A 256-bit key that wraps other keys: the root key wraps tenants' keys, a tenant's key wraps the
/// data keys of its records (`docs/formats/vault.md`).
///
/// What is wrapped is bound to a name, so a wrapped key that was moved to another row does not
/// open.
public final class WrappingKey {

    /// Length of every wrapped key, in bytes.
    public static final int WRAPPED_BYTES = 72;

    private static final String FILE_PREFIX = "PRIVATE+WRAP+AES256-KWP+";
    private static final String DATA_KEY = "counterfoil data key v1\0";
    private static final String TENANT_KEY = "counterfoil wrapping key v1\0";

    private final byte[] secret;

    private WrappingKey(byte[] secret) {
        this.secret = secret;
    }

    /// Draws a new key.
    public static WrappingKey generate(SecureRandom random) {
        var secret = new byte[DataKey.BYTES];
        random.nextBytes(secret);
        return new WrappingKey(secret);
    }

    /// Reads a key from its file.
    ///
    /// @throws IOException also when others could have read it, or when it is not such a key
    public static WrappingKey load(Path file) throws IOException {
        var text = new String(SecretFile.read(file), US_ASCII);
        if (!text.startsWith(FILE_PREFIX) || !text.endsWith("\n")) {
            throw new IOException("%s is not a wrapping key".formatted(file));
        }
        try {
            var base64 = text.substring(FILE_PREFIX.length(), text.length() - 1);
            return of(Encoding.base64(base64));
        } catch (MalformedException damaged) {
            throw new IOException("%s is a damaged wrapping key".formatted(file), damaged);
        }
    }

    /// Writes the key to a new file that its owner alone can read.
    public void store(Path file) throws IOException {
        var text = FILE_PREFIX + Encoding.toBase64(secret) + "\n";
        SecretFile.create(file, text.getBytes(US_ASCII));
    }

    /// Wraps a record's data key under the record's name.
    public Bytes wrap(DataKey key, String name) {
        return wrap(key.secret(), DATA_KEY, name);
    }

    /// Wraps a tenant's key under the tenant's name.
    public Bytes wrap(WrappingKey key, String name) {
        return wrap(key.secret, TENANT_KEY, name);
    }

    /// Opens a data key that this key wrapped under this name.
    ///
    /// @throws KeyRefusedException when it did not
    public DataKey unwrapDataKey(Bytes wrapped, String name) throws KeyRefusedException {
        return DataKey.of(unwrap(wrapped, DATA_KEY, name));
    }

    /// Opens a tenant's key that this key wrapped under this name.
    ///
    /// @throws KeyRefusedException when it did not
    public WrappingKey unwrapWrappingKey(Bytes wrapped, String name) throws KeyRefusedException {
        return of(unwrap(wrapped, TENANT_KEY, name));
    }

    /// Wraps anew, under this key's successor, what this key wrapped; the name stays bound.
    ///
    /// @throws KeyRefusedException when this key did not wrap it
    public Bytes rewrap(Bytes wrapped, WrappingKey successor) throws KeyRefusedException {
        return Bytes.of(Kwp.wrap(successor.secret, open(wrapped)));
    }

    private static WrappingKey of(byte[] secret) {
        if (secret.length != DataKey.BYTES) {
            throw new MalformedException("a wrapping key is 32 bytes");
        }
        return new WrappingKey(secret);
    }

    private Bytes wrap(byte[] key, String kind, String name) {
        var payload = Arrays.copyOf(key, DataKey.BYTES + Sha256.BYTES);
        System.arraycopy(label(kind, name), 0, payload, DataKey.BYTES, Sha256.BYTES);
        return Bytes.of(Kwp.wrap(secret, payload));
    }

    private byte[] unwrap(Bytes wrapped, String kind, String name) throws KeyRefusedException {
        var payload = open(wrapped);
        var bound = Arrays.copyOfRange(payload, DataKey.BYTES, payload.length);
        if (!MessageDigest.isEqual(bound, label(kind, name))) {
            throw new KeyRefusedException("the key was wrapped for another name or purpose");
        }
        return Arrays.copyOf(payload, DataKey.BYTES);
    }

    private byte[] open(Bytes wrapped) throws KeyRefusedException {
        return Kwp.unwrap(secret, wrapped.toArray())
                .filter(payload -> payload.length == DataKey.BYTES + Sha256.BYTES)
                .orElseThrow(() -> new KeyRefusedException("this key did not wrap that key"));
    }

    private static byte[] label(String kind, String name) {
        return Sha256.of(kind.getBytes(US_ASCII), name.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "WrappingKey[secret]";
    }
}
