package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Bytes;
import java.time.Instant;

/// One private key under a name.
public interface NoteSigner {

    /// The public half.
    VerifierKey key();

    /// Signs a message with the algorithm of the key's type, without any framing.
    byte[] sign(byte[] message);

    /// Signs a note's text; types that carry a time carry the given one in whole seconds.
    ///
    /// @throws io.counterfoil.kernel.MalformedException when the key's type covers checkpoints only
    ///   and the text is none
    default NoteSignature sign(String text, Instant at) {
        long seconds = at.getEpochSecond();
        Bytes raw = Bytes.of(sign(Cosignature.message(key(), text, seconds)));
        Bytes content = key().type().isTimed() ? new Cosignature(seconds, raw).content() : raw;
        return new NoteSignature(key().name(), key().id(), content);
    }
}
