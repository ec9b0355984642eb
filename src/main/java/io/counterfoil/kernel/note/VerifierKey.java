package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A public key under a name, the unit of trust of a signed note.
///
/// @param publicKey 32 bytes of Ed25519, 1312 of ML-DSA-44, or a DER SubjectPublicKeyInfo
public record VerifierKey(KeyName name, KeyType type, Bytes publicKey) {

    /// Checks the key's length.
    ///
    /// @throws MalformedException when no key of the type is that long
    public VerifierKey {
        if (!type.fits(publicKey.size())) {
            throw new MalformedException("a key of another length than its type has");
        }
    }

    /// Parses `name+hash+base64`, whose hash must be the one that this key has.
    ///
    /// @throws MalformedException when it is malformed, of an unknown type or bears another id
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedException("a verifier key has three parts joined by plus signs");
        }
        byte[] material = Encoding.base64(parts[2]);
        if (material.length == 0) {
            throw new MalformedException("the verifier key has no type");
        }
        var publicKey = Bytes.of(material, 1, material.length - 1);
        var key = new VerifierKey(new KeyName(parts[0]), KeyType.of(material[0]), publicKey);
        if (!key.toString().equals(vkey)) {
            throw new MalformedException("the verifier key's id is not that of its key");
        }
        return key;
    }

    /// The first four bytes of the hash that names the key.
    public int id() {
        byte[] hash =
                type == KeyType.ECDSA
                        ? Sha256.of(publicKey.toArray())
                        : Sha256.of(name.bytes(), new byte[] {'\n'}, material());
        return ByteBuffer.wrap(hash).getInt();
    }

    /// The one text form, `name+hash+base64`.
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Encoding.toBase64(material());
    }

    private byte[] material() {
        byte[] material = new byte[1 + publicKey.size()];
        material[0] = type.code();
        publicKey.copyTo(material, 1);
        return material;
    }

    /// Whether a signature line claims to be by this key.
    public boolean claims(NoteSignature line) {
        return line.name().equals(name) && line.keyId() == id();
    }

    /// Checks a signature of this key over a note's text.
    ///
    /// @return false also when the signature is too short, or its type covers checkpoints only and
    ///   the text is none
    public boolean verify(String text, Bytes signature, SignatureVerifiers verifiers) {
        if (!type.isTimed()) {
            return verifiers.verify(this, Cosignature.plainMessage(text), signature.toArray());
        }
        try {
            var cosignature = Cosignature.parse(signature);
            byte[] message = cosignature.message(this, text);
            return verifiers.verify(this, message, cosignature.signature().toArray());
        } catch (MalformedException _) {
            return false;
        }
    }
}
