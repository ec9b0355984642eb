package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// The proof that a group of objects existed at a time, renewed as algorithms age (RFC 4998).
///
/// We write records of one time-stamp; those that others wrote or renewed are read and verified.
public final class EvidenceRecord {

    /// A record renewed every year for centuries stays below this.
    static final int BYTES_MAX = 8 * 1024 * 1024;

    private static final int FIELDS_MIN = 3;

    private final Bytes encoded;
    private final List<DigestAlgorithm> algorithms;
    private final List<Chain> chains;

    private EvidenceRecord(Bytes encoded, List<DigestAlgorithm> algorithms, List<Chain> chains) {
        this.encoded = encoded;
        this.algorithms = algorithms;
        this.chains = chains;
    }

    /// Archive time-stamps over one digest algorithm, each renewing the one before it.
    ///
    /// @param structure as it was read, for the digest that renews the whole chain
    record Chain(List<ArchiveTimeStamp> stamps, ASN1Sequence structure) {

        DigestAlgorithm algorithm() {
            return stamps.getFirst().algorithm();
        }
    }

    /// The digests of the objects that a record is to be verified for, by any algorithm it may use.
    @FunctionalInterface
    public interface Objects {
        /// The digests of all objects of the group.
        List<Bytes> digests(DigestAlgorithm algorithm);
    }

    /// What verifying gives.
    ///
    /// @param remarks what deviates from the standard and was tolerated, or is soon due; plain
    ///   clauses
    /// @param dated when the first time-stamp was made
    public record Outcome(Verdict verdict, List<String> remarks, Instant dated) {

        /// Keeps a copy.
        public Outcome {
            remarks = List.copyOf(remarks);
        }
    }

    static EvidenceRecord of(
            DigestAlgorithm algorithm, List<List<Bytes>> lists, TimeStampToken token) {
        var stamp = new ArchiveTimeStamp(algorithm, lists, token);
        var chain = new DERSequence(stamp.structure());
        var fields = new ASN1EncodableVector();
        fields.add(new ASN1Integer(1));
        fields.add(new DERSequence(algorithm.identifier()));
        fields.add(new DERSequence(chain));
        var encoded = Bytes.of(Der.encodeUnsorted(new DERSequence(fields)));
        return new EvidenceRecord(
                encoded, List.of(algorithm), List.of(new Chain(List.of(stamp), chain)));
    }

    /// Reads a record.
    ///
    /// @throws MalformedException when it is none, not in its one encoding, or carries the optional
    ///   fields for encryption and crypto infos, which nothing protects
    public static EvidenceRecord parse(Bytes encoded) {
        if (encoded.size() > BYTES_MAX) {
            throw new MalformedException("the evidence record is too long");
        }
        var fields = Der.read(encoded.toArray(), ASN1Sequence::getInstance, "an evidence record");
        try {
            return of(encoded, fields);
        } catch (MalformedException refused) {
            throw refused;
        } catch (RuntimeException malformed) {
            // Hostile bytes make Bouncy Castle throw almost anything; here all of it means one
            // thing.
            throw new MalformedException("not an evidence record", malformed);
        }
    }

    private static EvidenceRecord of(Bytes encoded, ASN1Sequence fields) {
        if (fields.size() != FIELDS_MIN) {
            throw new MalformedException("an evidence record of ours has three fields");
        }
        if (!ASN1Integer.getInstance(fields.getObjectAt(0)).hasValue(1)) {
            throw new MalformedException("the evidence record's version is not 1");
        }
        var algorithms = map(fields.getObjectAt(1), EvidenceRecord::algorithm);
        return new EvidenceRecord(
                encoded, algorithms, map(fields.getObjectAt(2), EvidenceRecord::chain));
    }

    private static DigestAlgorithm algorithm(ASN1Encodable encoded) {
        return DigestAlgorithm.of(AlgorithmIdentifier.getInstance(encoded))
                .orElseThrow(() -> new MalformedException("an unknown digest"));
    }

    private static Chain chain(ASN1Encodable encoded) {
        return new Chain(map(encoded, ArchiveTimeStamp::of), ASN1Sequence.getInstance(encoded));
    }

    private static <T> List<T> map(ASN1Encodable encoded, Function<ASN1Encodable, T> element) {
        var mapped = new ArrayList<T>();
        ASN1Sequence.getInstance(encoded).forEach(each -> mapped.add(element.apply(each)));
        if (mapped.isEmpty()) {
            throw new MalformedException("the evidence record has an empty sequence");
        }
        return List.copyOf(mapped);
    }

    /// The record's one encoding.
    public Bytes encoded() {
        return encoded;
    }

    /// The time-stamp tokens, oldest first.
    public List<TimeStampToken> tokens() {
        return chains.stream()
                .flatMap(chain -> chain.stamps().stream())
                .map(ArchiveTimeStamp::token)
                .toList();
    }

    /// The digests in the first list of the first time-stamp: in our records the group's own.
    public List<Bytes> group() {
        var lists = chains.getFirst().stamps().getFirst().lists();
        return lists.isEmpty() ? List.of() : lists.getFirst();
    }

    /// The algorithm of [#group].
    public DigestAlgorithm groupAlgorithm() {
        return chains.getFirst().algorithm();
    }

    List<DigestAlgorithm> algorithms() {
        return algorithms;
    }

    List<Chain> chains() {
        return chains;
    }

    /// Whether a path leads from a trusted root to every authority, whatever else may be wrong.
    public boolean isByAuthoritiesOf(TimeStampRoots roots) {
        return tokens().stream().allMatch(token -> token.verifyAt(roots, token.time()).isProven());
    }

    /// Checks that the record dates exactly these objects (RFC 4998 sections 4.3 and 5.3).
    ///
    /// @param now only to remark that the last authority's certificate has run out
    public Outcome verify(Objects objects, TimeStampRoots roots, Instant now) {
        var check = new EvidenceRecordCheck(this, objects, roots);
        Optional<String> failure = check.run();
        var dated = chains.getFirst().stamps().getFirst().token().time();
        var verdict = failure.map(Verdict::refuted).orElseGet(Verdict::proven);
        return new Outcome(verdict, check.remarks(now, failure.isEmpty()), dated);
    }
}
