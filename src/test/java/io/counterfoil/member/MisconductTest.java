package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.MemberHarness.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that breaks its word gets no further line, and the member keeps what proves it.
class MisconductTest {

    @TempDir private Path folder;
    private MemberHarness member;

    @BeforeEach
    void start() {
        member = new MemberHarness(folder);
        member.log.grow(300);
        member.mirror(0, 300);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private void assertFrozen(String reason) {
        assertThat(member.get("/health").statusCode()).isEqualTo(503);
        assertThat(member.health()).contains("\"state\":\"frozen\"").contains(reason);
        Reply upload = member.addEntries(member.log.upload(300, 300));
        assertThat(upload.status()).isEqualTo(403);
        assertThat(upload.body()).startsWith("This member is frozen: the log ").contains(reason);
        Reply checkpoint =
                member.addCheckpoint(member.log.addCheckpoint(300, 300, member.prepared(300, 4)));
        assertThat(checkpoint.status()).isEqualTo(403);
    }

    private List<Path> kept(String kind) throws IOException {
        try (var folders = Files.list(member.directory.resolve(kind))) {
            return folders.toList();
        }
    }

    private SignedNote note(Path folder, String name) throws IOException {
        return SignedNote.parse(Files.readAllBytes(folder.resolve(name)));
    }

    @Test
    void freezesWhenTheLogSignsTwoRootsOfOneSize() throws IOException {
        SignedNote other = member.log.fork(200).grow(100).note(300);

        Reply reply = member.addCheckpoint(member.log.addCheckpoint(300, 300, other));

        assertThat(reply.status()).isEqualTo(422);
        assertFrozen("forked");
        Path evidence = kept("forks").getFirst();
        assertThat(note(evidence, "known.note").text()).isEqualTo(member.log.note(300).text());
        assertThat(note(evidence, "seen.note")).isEqualTo(other);
    }

    @Test
    void staysFrozenAfterARestart() {
        SignedNote other = member.log.fork(200).grow(100).note(300);
        member.addCheckpoint(member.log.addCheckpoint(300, 300, other));

        member.restart();

        assertFrozen("forked");
        member.checkLog(300);
    }

    @Test
    void freezesWhenTheLogSignsASmallerTreeThatIsNotABeginning() throws IOException {
        SignedNote other = member.log.fork(100).grow(50).note(150);

        Reply reply = member.addCheckpoint(member.log.addCheckpoint(100, 150, other));

        assertThat(reply.status()).isEqualTo(409);
        assertFrozen("forked");
        assertThat(note(kept("forks").getFirst(), "seen.note")).isEqualTo(other);
    }

    @Test
    void staysCalmWhenAnOldCheckpointIsShownAgain() {
        assertThat(member.addCheckpoint(member.log.addCheckpoint(0, 150)).status()).isEqualTo(409);
        assertThat(member.health()).contains("serving");
    }

    @Test
    void refusesALargerTreeThatDoesNotContinueItsOwn() {
        TestLog fork = member.log.fork(200).grow(200);

        Reply reply = member.addCheckpoint(fork.addCheckpoint(300, 400));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(member.health()).contains("serving");
    }

    @Test
    void doesNotFreezeForWhatTheLogDidNotSign() {
        var forged = new Checkpoint(TestLog.ORIGIN, 300, member.log.hash());
        var note = new SignedNote(forged.text(), member.log.note(300).signatures());

        assertThat(member.addCheckpoint(member.log.addCheckpoint(300, 300, note)).status())
                .isEqualTo(403);
        assertThat(member.health()).contains("serving");
    }

    @Test
    void needsEveryKeyOfTheLog() {
        member.log.grow(1);
        SignedNote note = member.log.note(301);
        for (int line = 0; line < 2; line++) {
            var one = new SignedNote(note.text(), note.signatures().subList(line, line + 1));
            assertThat(member.addCheckpoint(member.log.addCheckpoint(300, 301, one)).status())
                    .isEqualTo(403);
        }
    }

    /// Enters something that a rule forbids into the log, and checks that no line is given for it.
    private void breach(byte[] entry, String reason) throws IOException {
        member.log.grow(10).append(entry).grow(5);
        long size = member.log.size();
        member.offer(300, size);

        Reply reply = member.addEntries(member.log.upload(300, size));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("at index 310").contains(reason);
        assertFrozen("at index 310");
        Path evidence = kept("breaches").getFirst();
        assertThat(note(evidence, "checkpoint.note").text())
                .isEqualTo(member.log.note(size).text());
        assertThat(evidence.resolve("entries")).isNotEmptyFile();
        assertThat(evidence.resolve("proof.txt")).content().startsWith("300\n");
        member.checkLog(300);
    }

    @Test
    void signsNoSecondInvoiceUnderAUsedNumber() throws IOException {
        Hash number = member.log.hash();
        member.log.append(member.log.invoice(number));
        member.mirror(300, 301);
        byte[] second = member.log.invoice(number);
        member.log.grow(9).append(second);
        member.offer(301, 311);

        Reply reply = member.addEntries(member.log.upload(301, 311));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("at index 310");
        assertFrozen("at index 310");
    }

    @Test
    void signsNoEntryTwice() throws IOException {
        breach(member.log.entry(7), "stands already at index 7");
    }

    @Test
    void signsNothingThatIsNoEntry() throws IOException {
        breach(new byte[] {1, 2, 3}, "breaks a rule");
    }

    @Test
    void signsNoSecondGenesis() throws IOException {
        breach(member.log.genesis(), "breaks a rule");
    }

    @Test
    void signsNoRefusalOfARecordThatBreaksNoRule() throws IOException {
        var good = Bytes.of(member.log.evidence());

        breach(new Entry.Refusal(RefusalCode.MALFORMED, good, null).bytes(), "breaks no rule");
    }

    @Test
    void signsTheRefusalOfARecordThatBreaksARule() {
        var bad = Bytes.of(new byte[] {1, 2, 3});
        member.log.append(new Entry.Refusal(RefusalCode.MALFORMED, bad, null).bytes()).grow(3);

        member.mirror(300, 304);
    }

    @Test
    void reservesTheNumberOfAnInvoiceOverARestart() {
        Hash number = member.log.hash();
        member.log.append(member.log.invoice(number));
        member.mirror(300, 301);
        member.restart();
        member.log.append(member.log.invoice(number));
        member.offer(301, 302);

        assertThat(member.addEntries(member.log.upload(301, 302)).status()).isEqualTo(403);
    }
}
