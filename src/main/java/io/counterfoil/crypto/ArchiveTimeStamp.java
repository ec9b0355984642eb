package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// One time-stamp of an evidence record and the lists that lead to its imprint (RFC 4998 section
/// 4.1).
///
/// @param algorithm of the lists; where it is not written, the imprint's
/// @param lists the reduced hash tree; empty when there is none and the imprint is the object's
///   digest
record ArchiveTimeStamp(DigestAlgorithm algorithm, List<List<Bytes>> lists, TimeStampToken token) {

    /// A tree over all digests that there could ever be is not deeper.
    private static final int LISTS_MAX = 256;

    private static final int VALUES_MAX = 1000;

    private static final int ALGORITHM_TAG = 0;
    private static final int ATTRIBUTES_TAG = 1;
    private static final int LISTS_TAG = 2;

    /// Ways of computing the imprint: the standard's, then those that others used and that we read.
    enum Reading {
        STANDARD("as RFC 4998 section 4.3 says"),
        REHASHED("a list of one value is hashed once more"),
        WITHOUT_REPETITION("values that repeat in a list count once");

        private final String words;

        Reading(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// How the lists lead to the token's imprint; empty when they do not.
    Optional<Reading> reading() {
        for (Reading reading : Reading.values()) {
            if (token.imprint().equals(value(reading))) {
                return Optional.of(reading);
            }
        }
        return Optional.empty();
    }

    private Bytes value(Reading reading) {
        var current = lists.getFirst();
        var value =
                current.size() == 1 && reading != Reading.REHASHED
                        ? current.getFirst()
                        : hash(current, reading);
        for (List<Bytes> list : lists.subList(1, lists.size())) {
            var joined = new ArrayList<>(list);
            joined.add(value);
            value = hash(joined, reading);
        }
        return value;
    }

    private Bytes hash(List<Bytes> values, Reading reading) {
        return DataGroup.hashSorted(
                algorithm,
                reading == Reading.WITHOUT_REPETITION ? new LinkedHashSet<>(values) : values);
    }

    /// Reads the ASN.1 structure; Bouncy Castle's own exceptions pass through to the caller.
    static ArchiveTimeStamp of(ASN1Encodable encoded) {
        var fields = ASN1Sequence.getInstance(encoded);
        Optional<DigestAlgorithm> written = Optional.empty();
        List<List<Bytes>> lists = List.of();
        var lastTag = -1;
        for (int i = 0; i < fields.size() - 1; i++) {
            var field = ASN1TaggedObject.getInstance(fields.getObjectAt(i));
            if (field.getTagNo() <= lastTag) {
                throw new MalformedException("an archive time-stamp's fields are out of order");
            }
            lastTag = field.getTagNo();
            switch (lastTag) {
                case ALGORITHM_TAG -> written = Optional.of(algorithm(field));
                case ATTRIBUTES_TAG -> ASN1Set.getInstance(field, false);
                case LISTS_TAG -> lists = lists(ASN1Sequence.getInstance(field, false));
                default -> throw new MalformedException("an archive time-stamp has unknown fields");
            }
        }
        var token = TimeStampToken.parse(encoded(fields.getObjectAt(fields.size() - 1)));
        return new ArchiveTimeStamp(written.orElse(token.imprintAlgorithm()), lists, token);
    }

    private static DigestAlgorithm algorithm(ASN1TaggedObject field) {
        return DigestAlgorithm.of(AlgorithmIdentifier.getInstance(field, false))
                .orElseThrow(() -> new MalformedException("an unknown digest"));
    }

    private static List<List<Bytes>> lists(ASN1Sequence encoded) {
        if (encoded.size() == 0 || encoded.size() > LISTS_MAX) {
            throw new MalformedException("a reduced hash tree has 1 to 256 lists");
        }
        var lists = new ArrayList<List<Bytes>>();
        for (ASN1Encodable list : encoded) {
            lists.add(values(ASN1Sequence.getInstance(list)));
        }
        return List.copyOf(lists);
    }

    private static List<Bytes> values(ASN1Sequence encoded) {
        if (encoded.size() == 0 || encoded.size() > VALUES_MAX) {
            throw new MalformedException("a list of a reduced hash tree has 1 to 1000 values");
        }
        var values = new ArrayList<Bytes>();
        for (ASN1Encodable value : encoded) {
            values.add(Bytes.of(ASN1OctetString.getInstance(value).getOctets()));
        }
        return List.copyOf(values);
    }

    /// The structure that we write: algorithm and lists always there.
    ASN1Sequence structure() {
        var reduced = new ASN1EncodableVector();
        for (List<Bytes> list : lists) {
            var values = new ASN1EncodableVector();
            list.forEach(value -> values.add(new DEROctetString(value.toArray())));
            reduced.add(new DERSequence(values));
        }
        var fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(false, ALGORITHM_TAG, algorithm.identifier()));
        fields.add(new DERTaggedObject(false, LISTS_TAG, new DERSequence(reduced)));
        fields.add(
                Der.readLoosely(token.encoded().toArray(), ASN1Sequence::getInstance, "a token"));
        return new DERSequence(fields);
    }

    private static Bytes encoded(ASN1Encodable value) {
        return Bytes.of(Der.encodeUnsorted(value));
    }
}
