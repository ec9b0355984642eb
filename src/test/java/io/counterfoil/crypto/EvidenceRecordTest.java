package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.ers.ERSArchiveTimeStampGenerator;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSEvidenceRecordGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records of ours are read by Bouncy Castle's own RFC 4998 classes, and theirs by us.
class EvidenceRecordTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DigestAlgorithm SHA_256 = DigestAlgorithm.SHA_256;
    private static final BcDigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

    @TempDir private Path directory;

    private TimeStampAuthority authority;
    private TimeStampClient client;
    private TimeStampRoots roots;

    @BeforeEach
    void openAnAuthority() throws IOException {
        var keys = TimeStampKeys.openOrCreate(directory, "Notary", Clock.systemUTC(), RANDOM);
        var policies = List.of(TimeStampAuthority.POLICY);
        authority = new TimeStampAuthority(keys, policies, Clock.systemUTC(), RANDOM);
        roots = TimeStampRoots.ofPem(authority.rootPem());
        var trust = new TimeStampClient.Trust(roots, Set.of(), Duration.ofMinutes(1));
        client = new TimeStampClient(authority::answer, trust, Clock.systemUTC(), RANDOM);
    }

    @Test
    void everyGroupOfEveryBatchUpTo40IsProvable() throws Exception {
        for (int size = 1; size <= 40; size++) {
            var groups = IntStream.range(0, size).mapToObj(this::group).toList();
            var tree = HashTree.of(groups);
            var token = stamp(tree);
            for (int i = 0; i < size; i++) {
                var evidence = tree.record(groups.get(i), token).orElseThrow();
                var read = EvidenceRecord.parse(evidence.encoded());
                assertThat(verdict(read, objects(i))).as("%d of %d", i, size).isTrue();
                assertThat(verdict(read, objects(i + 1))).isFalse();
                assertThat(read.encoded()).isEqualTo(evidence.encoded());
            }
        }
    }

    @Test
    void bouncyCastleVerifiesOurRecords() throws Exception {
        var groups = IntStream.range(0, 13).mapToObj(this::group).toList();
        var tree = HashTree.of(groups);
        var token = stamp(tree);
        for (int i = 0; i < groups.size(); i++) {
            var encoded = tree.record(groups.get(i), token).orElseThrow().encoded();
            var theirs = new ERSEvidenceRecord(encoded.toArray(), DIGESTS);
            theirs.validate(verifier(theirs));
            var data =
                    new ERSDataGroup(
                            objects(i).stream()
                                    .map(each -> new ERSByteData(each.toArray()))
                                    .toArray(ERSByteData[]::new));
            theirs.validatePresent(data, Date.from(token.time()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 11})
    void recordsOfBouncyCastleAreRead(int size) throws Exception {
        for (ERSEvidenceRecord theirs : theirs(size)) {
            var read = EvidenceRecord.parse(Bytes.of(theirs.getEncoded()));
            assertThat(
                            IntStream.range(0, size)
                                    .filter(i -> verdict(read, List.of(object(i, "document"))))
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRenewedTimeStampIsVerified() throws Exception {
        var first = theirs(1).getFirst();
        var request = first.generateTimeStampRenewalRequest(requests());
        var renewed = first.renewTimeStamp(answer(request));
        var read = EvidenceRecord.parse(Bytes.of(renewed.getEncoded()));
        assertThat(read.tokens()).hasSize(2);
        assertThat(verdict(read, List.of(object(0, "document")))).isTrue();
        assertThat(verdict(read, List.of(object(1, "document")))).isFalse();
    }

    @Test
    void aRenewedHashTreeIsVerified() throws Exception {
        var first = theirs(3).getFirst();
        var read = EvidenceRecord.parse(Bytes.of(first.getEncoded()));
        var mine =
                IntStream.range(0, 3)
                        .filter(i -> verdict(read, List.of(object(i, "document"))))
                        .findFirst()
                        .orElseThrow();
        var sha512 = DIGESTS.get(DigestAlgorithm.SHA_512.identifier());
        var data = new ERSByteData(object(mine, "document").toArray());
        var request = first.generateHashRenewalRequest(sha512, data, requests());
        var renewed =
                EvidenceRecord.parse(
                        Bytes.of(first.renewHash(sha512, data, answer(request)).getEncoded()));
        assertThat(renewed.chains()).hasSize(2);
        var outcome = verify(renewed, List.of(object(mine, "document")));
        assertThat(outcome.verdict()).isEqualTo(Verdict.proven());
        assertThat(verdict(renewed, List.of(object(mine + 1, "document")))).isFalse();
    }

    @Test
    void everyFlippedByteIsFound() throws Exception {
        var groups = IntStream.range(0, 3).mapToObj(this::group).toList();
        var tree = HashTree.of(groups);
        var encoded = tree.record(groups.getFirst(), stamp(tree)).orElseThrow().encoded().toArray();
        for (int i = 0; i < encoded.length; i++) {
            for (int mask : new int[] {1 << (i % 8), 0xff}) {
                var altered = encoded.clone();
                altered[i] ^= (byte) mask;
                assertThat(isValid(altered)).as("byte %d of %d", i, encoded.length).isFalse();
            }
        }
    }

    @Test
    void aWideListAndAMissingTreeAreRead() throws Exception {
        var digest = SHA_256.digest(object(0, "document"));
        var other = SHA_256.digest(object(1, "document"));
        var wide = DataGroup.hashSorted(SHA_256, List.of(digest, other, SHA_256.digest(other)));
        var lists = List.of(List.of(digest, other, SHA_256.digest(other)));
        var outcome = verify(record(lists, wide), List.of(object(0, "document")));
        assertThat(outcome.verdict()).isEqualTo(Verdict.proven());
        assertThat(outcome.remarks())
                .containsExactly("the first list holds values of other objects too");
        var bare = withoutATree(digest);
        assertThat(verdict(bare, List.of(object(0, "document")))).isTrue();
        assertThat(verdict(bare, List.of(object(1, "document")))).isFalse();
    }

    @Test
    void oldHabitsOfOthersAreToleratedAndReported() throws Exception {
        var digest = SHA_256.digest(object(0, "document"));
        var rehashed = record(List.of(List.of(digest)), SHA_256.digest(digest));
        var outcome = verify(rehashed, List.of(object(0, "document")));
        assertThat(outcome.verdict()).isEqualTo(Verdict.proven());
        assertThat(outcome.remarks())
                .containsExactly("tolerated: a list of one value is hashed once more");
        var other = SHA_256.digest(object(1, "document"));
        var both = DataGroup.hashSorted(SHA_256, List.of(digest, other));
        var repeated = record(List.of(List.of(digest, other, other)), both);
        assertThat(verify(repeated, List.of(object(0, "document"))).remarks())
                .contains("tolerated: values that repeat in a list count once");
    }

    @Test
    void aGroupWithFurtherObjectsIsNotTheGroup() throws Exception {
        var group = group(0);
        var tree = HashTree.of(List.of(group));
        var evidence = tree.record(group, stamp(tree)).orElseThrow();
        var more = new ArrayList<>(objects(0));
        more.add(object(9, "document"));
        assertThat(verdict(evidence, more)).isFalse();
        var wider = DataGroup.of(hash(more.get(0)), hash(more.get(1)), hash(more.get(2)));
        var widerTree = HashTree.of(List.of(wider));
        var widerEvidence = widerTree.record(wider, stamp(widerTree)).orElseThrow();
        assertThat(verdict(widerEvidence, objects(0))).isFalse();
    }

    @Test
    void anErasedDocumentsRecordStillDatesTheGroupValue() throws Exception {
        var groups = IntStream.range(0, 5).mapToObj(this::group).toList();
        var tree = HashTree.of(groups);
        var value = groups.getFirst().value(SHA_256);
        var erased = new DataGroup(List.of(value));
        var evidence = tree.record(erased, stamp(tree)).orElseThrow();
        var outcome = evidence.verify(algorithm -> List.of(value), roots, Instant.now());
        assertThat(outcome.verdict()).isEqualTo(Verdict.proven());
        assertThat(evidence.encoded().hex()).doesNotContain(hash(objects(0).getFirst()).hex());
    }

    @Test
    void aTreeComesBackFromItsStoredValues() {
        var tree = HashTree.of(IntStream.range(0, 9).mapToObj(this::group).toList());
        var again = HashTree.ofStored(tree.stored());
        assertThat(again.root()).isEqualTo(tree.root());
        assertThat(again.size()).isEqualTo(9);
        var stored = tree.stored();
        assertThatThrownBy(() -> HashTree.ofStored(stored.slice(0, 31)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> HashTree.ofStored(Bytes.of()))
                .isInstanceOf(MalformedException.class);
        var swapped = Bytes.fromHex(stored.slice(32, 64).hex() + stored.slice(0, 32).hex());
        assertThatThrownBy(() -> HashTree.ofStored(swapped)).isInstanceOf(MalformedException.class);
    }

    @Test
    void anUntrustedAuthorityDatesNothing() throws Exception {
        var group = group(0);
        var tree = HashTree.of(List.of(group));
        var evidence = tree.record(group, stamp(tree)).orElseThrow();
        var outcome = evidence.verify(digests(objects(0)), TimeStampRoots.none(), Instant.now());
        assertThat(outcome.verdict()).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void anExpiredAuthorityIsRemarked() throws Exception {
        var group = group(0);
        var tree = HashTree.of(List.of(group));
        var evidence = tree.record(group, stamp(tree)).orElseThrow();
        var later = Instant.now().plus(Duration.ofDays(11 * 366));
        var outcome = evidence.verify(digests(objects(0)), roots, later);
        assertThat(outcome.verdict()).isEqualTo(Verdict.proven());
        assertThat(outcome.remarks()).singleElement().asString().contains("due for renewal");
    }

    private List<Bytes> objects(int i) {
        return List.of(object(i, "document"), object(i, "manifest"));
    }

    private static Bytes object(int i, String kind) {
        return Bytes.of((kind + " " + i).getBytes(US_ASCII));
    }

    private DataGroup group(int i) {
        return DataGroup.of(hash(object(i, "document")), hash(object(i, "manifest")));
    }

    private static Hash hash(Bytes object) {
        return Hash.of(SHA_256.digest(object).toArray());
    }

    private static EvidenceRecord.Objects digests(List<Bytes> objects) {
        return algorithm -> objects.stream().map(algorithm::digest).toList();
    }

    private EvidenceRecord.Outcome verify(EvidenceRecord evidence, List<Bytes> objects) {
        return evidence.verify(digests(objects), roots, Instant.now());
    }

    private boolean verdict(EvidenceRecord evidence, List<Bytes> objects) {
        return verify(evidence, objects).verdict().isProven();
    }

    private boolean isValid(byte[] encoded) {
        try {
            return verdict(EvidenceRecord.parse(Bytes.of(encoded)), objects(0));
        } catch (MalformedException malformed) {
            return false;
        }
    }

    private TimeStampToken stamp(HashTree tree) throws Exception {
        return client.stamp(SHA_256, Bytes.of(tree.root().bytes()));
    }

    private EvidenceRecord record(List<List<Bytes>> lists, Bytes imprint) throws Exception {
        var evidence = EvidenceRecord.of(SHA_256, lists, client.stamp(SHA_256, imprint));
        return EvidenceRecord.parse(evidence.encoded());
    }

    /// A record without a tree, as Bouncy Castle's ASN.1 classes write it.
    private EvidenceRecord withoutATree(Bytes imprint) throws Exception {
        var token = client.stamp(SHA_256, imprint);
        var stamp =
                new org.bouncycastle.asn1.tsp.ArchiveTimeStamp(
                        org.bouncycastle.asn1.cms.ContentInfo.getInstance(
                                token.encoded().toArray()));
        var evidence = new org.bouncycastle.asn1.tsp.EvidenceRecord(null, null, stamp);
        return EvidenceRecord.parse(Bytes.of(Der.encode(evidence)));
    }

    private List<ERSEvidenceRecord> theirs(int size) throws Exception {
        var generator = new ERSArchiveTimeStampGenerator(DIGESTS.get(SHA_256.identifier()));
        for (int i = 0; i < size; i++) {
            generator.addData(new ERSByteData(object(i, "document").toArray()));
        }
        var request = generator.generateTimeStampRequest(requests());
        var stamps = generator.generateArchiveTimeStamps(answer(request));
        return new ERSEvidenceRecordGenerator(DIGESTS).generate(stamps);
    }

    private static TimeStampRequestGenerator requests() {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator;
    }

    private TimeStampResponse answer(org.bouncycastle.tsp.TimeStampRequest request)
            throws Exception {
        return new TimeStampResponse(
                TimeStampResp.getInstance(authority.answer(request.getEncoded())));
    }

    private static SignerInformationVerifier verifier(ERSEvidenceRecord evidence) throws Exception {
        return new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(evidence.getSigningCertificate());
    }
}
