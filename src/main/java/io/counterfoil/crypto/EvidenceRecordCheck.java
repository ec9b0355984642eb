package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Verdict.Refuted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;

/// One verification of one evidence record; empty answers mean that nothing is wrong.
final class EvidenceRecordCheck {

    private final EvidenceRecord evidence;
    private final EvidenceRecord.Objects objects;
    private final TimeStampRoots roots;
    private final List<String> remarks = new ArrayList<>();

    EvidenceRecordCheck(
            EvidenceRecord evidence, EvidenceRecord.Objects objects, TimeStampRoots roots) {
        this.evidence = evidence;
        this.objects = objects;
        this.roots = roots;
    }

    Optional<String> run() {
        var chains = evidence.chains();
        for (int number = 0; number < chains.size(); number++) {
            var failure = checkChain(chains.get(number), number);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return checkTokens();
    }

    List<String> remarks(Instant now, boolean proven) {
        var all = new ArrayList<>(remarks);
        var last = evidence.tokens().getLast();
        if (proven && !last.verifyAt(roots, now).isProven()) {
            all.add("the last authority's certificate has run out: the record is due for renewal");
        }
        return all;
    }

    private Optional<String> checkChain(EvidenceRecord.Chain chain, int number) {
        if (!evidence.algorithms().contains(chain.algorithm())) {
            return Optional.of("the record does not list the digest of its chain");
        }
        var covered = number == 0 ? objectDigests(chain) : renewedDigests(chain, number);
        var failure = checkStamp(chain, chain.stamps().getFirst(), covered);
        for (int i = 1; i < chain.stamps().size() && failure.isEmpty(); i++) {
            var previous = chain.stamps().get(i - 1).token().encoded();
            failure =
                    checkRenewal(chain, chain.stamps().get(i), chain.algorithm().digest(previous));
        }
        return failure;
    }

    private List<Bytes> objectDigests(EvidenceRecord.Chain chain) {
        return objects.digests(chain.algorithm());
    }

    /// What a hash-tree renewal covers: each object's digest together with that of all earlier
    /// chains.
    private List<Bytes> renewedDigests(EvidenceRecord.Chain chain, int number) {
        var earlier = new ASN1EncodableVector();
        evidence.chains().subList(0, number).forEach(each -> earlier.add(each.structure()));
        var sequence = Bytes.of(Der.encodeUnsorted(new DERSequence(earlier)));
        var algorithm = chain.algorithm();
        var digest = algorithm.digest(sequence);
        var first = firstList(chain.stamps().getFirst());
        return objectDigests(chain).stream()
                .map(object -> renewedDigest(algorithm, object, digest, first))
                .toList();
    }

    private Bytes renewedDigest(
            DigestAlgorithm algorithm, Bytes object, Bytes chains, List<Bytes> first) {
        var standard = algorithm.digest(object, chains);
        var sorted = DataGroup.hashSorted(algorithm, List.of(object, chains));
        if (!first.contains(standard) && first.contains(sorted)) {
            remarks.add("tolerated: the renewal sorted the object's digest and the chains'");
            return sorted;
        }
        return standard;
    }

    private Optional<String> checkStamp(
            EvidenceRecord.Chain chain, ArchiveTimeStamp stamp, List<Bytes> covered) {
        var list = firstList(stamp);
        if (!list.containsAll(covered)) {
            return Optional.of("the record is not about these objects");
        }
        if (!new HashSet<>(covered).containsAll(list)) {
            if (covered.size() > 1) {
                return Optional.of("the record's group holds further objects");
            }
            remarks.add("the first list holds values of other objects too");
        }
        return checkImprint(chain, stamp);
    }

    private Optional<String> checkRenewal(
            EvidenceRecord.Chain chain, ArchiveTimeStamp stamp, Bytes previous) {
        if (!firstList(stamp).contains(previous)) {
            return Optional.of("a time-stamp does not renew the one before it");
        }
        return checkImprint(chain, stamp);
    }

    private Optional<String> checkImprint(EvidenceRecord.Chain chain, ArchiveTimeStamp stamp) {
        if (stamp.algorithm() != chain.algorithm()
                || stamp.token().imprintAlgorithm() != chain.algorithm()) {
            return Optional.of("a chain mixes digests");
        }
        if (stamp.lists().isEmpty()) {
            // The first list was taken from the imprint itself.
            return Optional.empty();
        }
        var reading = stamp.reading();
        if (reading.isEmpty()) {
            return Optional.of("the hash tree does not lead to what the time-stamp dates");
        }
        if (reading.get() != ArchiveTimeStamp.Reading.STANDARD) {
            remarks.add("tolerated: " + reading.get().words());
        }
        return Optional.empty();
    }

    /// A time-stamp without a tree is about the one object whose digest is its imprint.
    private static List<Bytes> firstList(ArchiveTimeStamp stamp) {
        return stamp.lists().isEmpty()
                ? List.of(stamp.token().imprint())
                : stamp.lists().getFirst();
    }

    /// Each token was valid when it was made and still when the next one renewed it.
    private Optional<String> checkTokens() {
        var tokens = evidence.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.verify(roots) instanceof Refuted(String reason)) {
                return Optional.of("time-stamp %d: %s".formatted(i + 1, reason));
            }
            if (i + 1 == tokens.size()) {
                break;
            }
            var renewed = tokens.get(i + 1).time();
            if (renewed.isBefore(token.time())) {
                return Optional.of("time-stamp %d is later than its renewal".formatted(i + 1));
            }
            if (token.verifyAt(roots, renewed) instanceof Refuted(String reason)) {
                return Optional.of(
                        "time-stamp %d was renewed too late: %s".formatted(i + 1, reason));
            }
        }
        return Optional.empty();
    }
}
