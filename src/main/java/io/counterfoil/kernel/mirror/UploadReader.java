package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Optional;

/// Reads the body of `POST /add-entries` as a stream; holds one package at a time (at most 16.8
/// MB).
public final class UploadReader {

    private final DataInputStream in;
    private final UploadHeader header;
    private long next;

    private UploadReader(DataInputStream in, UploadHeader header) {
        this.in = in;
        this.header = header;
        this.next = header.start();
    }

    /// Reads the header.
    ///
    /// @throws MalformedException when it is malformed or ends early
    public static UploadReader open(InputStream body) throws IOException {
        var in = new DataInputStream(body);
        try {
            String origin = Encoding.utf8(field(in));
            long start = in.readLong();
            long end = in.readLong();
            var header = new UploadHeader(origin, start, end, Bytes.of(field(in)));
            return new UploadReader(in, header);
        } catch (EOFException e) {
            throw new MalformedException("the upload ends inside its header", e);
        }
    }

    private static byte[] field(DataInputStream in) throws IOException {
        byte[] field = new byte[in.readUnsignedShort()];
        in.readFully(field);
        return field;
    }

    /// The header.
    public UploadHeader header() {
        return header;
    }

    /// Reads the next package; nothing when the sender stopped between two packages or is done.
    ///
    /// @throws MalformedException when the body ends inside a package, or goes on after the last
    public Optional<EntryPackage> next() throws IOException {
        if (next == header.end()) {
            requireEnd();
            return Optional.empty();
        }
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(first));
        } catch (EOFException e) {
            throw new MalformedException("the upload ends inside a package", e);
        }
    }

    private void requireEnd() throws IOException {
        if (in.read() >= 0) {
            throw new MalformedException("bytes follow the upload's last package");
        }
    }

    private EntryPackage read(int firstByte) throws IOException {
        var span = header.spanAt(next);
        var content = new ByteArrayOutputStream();
        int length = (firstByte << 8) | in.readUnsignedByte();
        for (int i = 0; i < span.count(); i++) {
            if (i > 0) {
                length = in.readUnsignedShort();
            }
            byte[] entry = new byte[length];
            in.readFully(entry);
            content.write(length >>> 8);
            content.write(length);
            content.write(entry, 0, length);
        }
        int hashes = in.readUnsignedByte();
        if (hashes > AddCheckpoint.PROOF_MAX) {
            throw new MalformedException("a package has at most 63 hashes");
        }
        var proof = new ArrayList<Hash>(hashes);
        byte[] hash = new byte[Hash.BYTES];
        for (int i = 0; i < hashes; i++) {
            in.readFully(hash);
            proof.add(Hash.of(hash));
        }
        next = span.to();
        return new EntryPackage(
                span.from(), EntryBundle.parse(content.toByteArray(), span.count()), proof);
    }
}
