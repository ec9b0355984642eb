package io.counterfoil.kernel.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Frontier;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.InclusionProof;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.JdkSignatureVerifiers;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.TestSigner;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofReport.Result;
import io.counterfoil.kernel.proof.ProofReport.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofVerifierTest {

    private static final Instant AT = Instant.ofEpochSecond(1_767_139_200);
    private static final TestSigner LOG = TestSigner.of("log.example", KeyType.ED25519);
    private static final TestSigner FIRST =
            TestSigner.of("w1.example", KeyType.COSIGNATURE_ED25519);
    private static final TestSigner SECOND =
            TestSigner.of("w2.example", KeyType.COSIGNATURE_ML_DSA_44);
    private static final Hash LEAF = TreeHasher.sha256().leaf(new byte[] {1});
    private static final Hash OTHER = TreeHasher.sha256().leaf(new byte[] {2});

    private static final String WITNESSES =
            "witness one %s\nwitness two %s\ngroup both all one two\nquorum both\n"
                    .formatted(FIRST.key(), SECOND.key());
    private static final Policy POLICY = policy("log " + LOG.key() + "\n" + WITNESSES);

    @Test
    void provesALeafAndSaysWhoSignedWhen() {
        var report = verify(POLICY, proof(LOG, FIRST, SECOND), LEAF);
        assertThat(report.isProven()).isTrue();
        assertThat(report.isConsistentButUntrusted()).isFalse();
        assertThat(report.steps()).extracting(Result::step).containsExactly(Step.values());
        assertThat(report.logKeys()).containsExactly(LOG.key());
        assertThat(report.witnesses())
                .containsExactly(
                        new ProofReport.Witnessed("one", FIRST.key(), AT.getEpochSecond()),
                        new ProofReport.Witnessed("two", SECOND.key(), AT.getEpochSecond()));
    }

    @Test
    void namesTheStepThatFails() {
        assertThat(failed(verify(POLICY, proof(LOG, FIRST, SECOND), OTHER)))
                .isEqualTo(Step.INCLUSION);
        assertThat(failed(verify(POLICY, proof(LOG, FIRST), LEAF))).isEqualTo(Step.QUORUM);
        assertThat(failed(verify(POLICY, proof(FIRST, SECOND), LEAF))).isEqualTo(Step.LOG);
        assertThat(failed(verify(POLICY, forged(), LEAF))).isEqualTo(Step.SIGNATURES);
        var noNote = new TlogProof(null, 0, List.of(), "checkpoint\n");
        assertThat(failed(verify(POLICY, noNote, LEAF))).isEqualTo(Step.CHECKPOINT);
    }

    @Test
    void tellsAConsistentProofOfStrangersFromABrokenOne() {
        var strangers =
                policy(
                        "log "
                                + TestSigner.of("log.example", KeyType.ED25519).key()
                                + "\nquorum none\n");
        assertThat(verify(strangers, proof(LOG), LEAF).isConsistentButUntrusted()).isTrue();
        assertThat(verify(strangers, proof(LOG), OTHER).isConsistentButUntrusted()).isFalse();
        assertThat(verify(POLICY, forged(), LEAF).isConsistentButUntrusted()).isFalse();
    }

    @Test
    void aWitnessDoesNotStandInForTheLogNorOneLogForAnother() {
        var elsewhere = TestSigner.of("other.example", KeyType.ED25519);
        var policy = policy("log " + elsewhere.key() + "\nquorum none\n");
        assertThat(failed(verify(policy, proof(elsewhere), LEAF))).isEqualTo(Step.LOG);
    }

    @Test
    void everyFlippedByteOfAProofIsRefusedOrFails() {
        byte[] file = proof(LOG, FIRST).print();
        var policy = policy("log " + LOG.key() + "\nwitness one " + FIRST.key() + "\nquorum one\n");
        assertThat(verify(policy, TlogProof.parse(file), LEAF).isProven()).isTrue();
        for (int i = 0; i < file.length; i++) {
            byte[] flipped = file.clone();
            flipped[i] ^= 1;
            assertThat(isProven(policy, flipped)).as("byte %d", i).isFalse();
        }
    }

    private static boolean isProven(Policy policy, byte[] file) {
        try {
            return verify(policy, TlogProof.parse(file), LEAF).isProven();
        } catch (MalformedException _) {
            return false;
        }
    }

    private static Step failed(ProofReport report) {
        return report.failure().orElseThrow().step();
    }

    private static ProofReport verify(Policy policy, TlogProof proof, Hash leaf) {
        return new ProofVerifier(policy, new JdkSignatureVerifiers()).verify(proof, leaf);
    }

    private static Policy policy(String text) {
        return Policy.parse(text.getBytes(UTF_8));
    }

    /// A proof of [#LEAF] at index 0 of two leaves.
    private static TlogProof proof(TestSigner... signers) {
        var frontier = Frontier.empty(TreeHasher.sha256());
        frontier.append(LEAF);
        frontier.append(OTHER);
        String text = new Checkpoint("log.example", 2, frontier.root()).text();
        var lines = new ArrayList<NoteSignature>();
        for (TestSigner signer : signers) {
            lines.add(signer.sign(text, AT));
        }
        return new TlogProof(
                0, new InclusionProof(0, 2, List.of(OTHER)).path(), new SignedNote(text, lines));
    }

    /// A proof whose second witness line is by the right key over nothing.
    private static TlogProof forged() {
        var good = proof(LOG, FIRST).note();
        var bad =
                new NoteSignature(SECOND.key().name(), SECOND.key().id(), Bytes.of(new byte[2428]));
        return new TlogProof(0, List.of(OTHER), good.with(List.of(bad)));
    }
}
