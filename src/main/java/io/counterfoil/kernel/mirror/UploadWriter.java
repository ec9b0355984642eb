package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.merkle.Hash;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the body of `POST /add-entries`, package by package.
public final class UploadWriter {

    private final DataOutputStream out;

    /// Writes the header at once.
    public UploadWriter(UploadHeader header, OutputStream out) throws IOException {
        this.out = new DataOutputStream(out);
        byte[] origin = header.origin().getBytes(StandardCharsets.UTF_8);
        this.out.writeShort(origin.length);
        this.out.write(origin);
        this.out.writeLong(header.start());
        this.out.writeLong(header.end());
        this.out.writeShort(header.ticket().size());
        this.out.write(header.ticket().toArray());
    }

    /// Writes the next package of the sequence that [UploadHeader#spans] gives.
    public void write(EntryPackage next) throws IOException {
        out.write(next.entries().bytes());
        out.writeByte(next.proof().size());
        for (Hash hash : next.proof()) {
            out.write(hash.bytes());
        }
    }
}
