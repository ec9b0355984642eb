package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/// The public name of a record: 128 random bits, on which nothing private hangs.
public record EntryId(long high, long low) {

    /// The length of an id in bytes.
    public static final int BYTES = 16;

    /// Reads exactly 16 bytes.
    ///
    /// @throws MalformedException when there are more or fewer
    public static EntryId of(Bytes bytes) {
        if (bytes.size() != BYTES) {
            throw new MalformedException("an id has 16 bytes, not " + bytes.size());
        }
        var buffer = ByteBuffer.wrap(bytes.toArray());
        return new EntryId(buffer.getLong(), buffer.getLong());
    }

    /// Takes the bits of a UUID.
    public static EntryId of(UUID uuid) {
        return new EntryId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /// Reads 32 lowercase hex digits.
    ///
    /// @throws MalformedException when it is anything else
    public static EntryId fromHex(String hex) {
        return of(Bytes.fromHex(hex));
    }

    /// The 16 bytes.
    public Bytes bytes() {
        return Bytes.of(ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array());
    }

    /// The same bits as a UUID.
    public UUID uuid() {
        return new UUID(high, low);
    }

    /// 32 lowercase hex digits.
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    @Override
    public String toString() {
        return hex();
    }
}
