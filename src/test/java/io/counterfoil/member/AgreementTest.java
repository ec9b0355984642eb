package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.MemberHarness.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The second round: a checkpoint that a quorum stored is signed final, one root of a size, ever.
class AgreementTest {

    @TempDir private Path folder;
    private MemberHarness member;

    @BeforeEach
    void start() {
        member = new MemberHarness(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private Reply finish(long size, SignedNote note) {
        return member.addCheckpoint(member.log.addCheckpoint(size, size, note));
    }

    @Test
    void signsFinalWhenThreeOfFourHaveStored() {
        member.log.grow(300);
        member.mirror(0, 300);

        Reply reply = finish(300, member.prepared(300, 3));

        assertThat(reply.status()).isEqualTo(200);
        member.checkLines(Line.FINAL, reply, member.log.checkpoint(300));
        assertThat(member.served().signatures()).containsAll(reply.lines()).hasSize(6);
        member.checkLog(300);
    }

    @Test
    void givesNoLineWithFewerThanAQuorum() {
        member.log.grow(300);
        member.mirror(0, 300);

        assertThat(finish(300, member.prepared(300, 2))).isEqualTo(new Reply(200, Answer.TEXT, ""));
    }

    @Test
    void countsAMemberOnlyWithBothOfItsKeys() {
        member.log.grow(300);
        member.mirror(0, 300);
        SignedNote note = member.prepared(300, 3);
        var lines = note.signatures();

        var withoutOne = new SignedNote(note.text(), lines.subList(0, lines.size() - 1));

        assertThat(finish(300, withoutOne).body()).isEmpty();
    }

    @Test
    void doesNotCountFinalLinesAsMirrorLines() {
        member.log.grow(300);
        member.mirror(0, 300);

        assertThat(finish(300, member.finished(300, 4)).body()).isEmpty();
    }

    @Test
    void doesNotCountMirrorLinesOfAnotherCheckpoint() {
        member.log.grow(300);
        member.mirror(0, 299);
        var lines = member.prepared(299, 3).signatures();
        member.mirror(299, 300);

        var borrowed = new SignedNote(member.log.note(300).text(), lines.subList(2, lines.size()));

        assertThat(finish(300, member.log.note(300).with(borrowed.signatures())).body()).isEmpty();
    }

    @Test
    void givesNoFinalLineForWhatItHasNotStored() {
        member.log.grow(300);
        member.offer(0, 300);

        assertThat(finish(300, member.prepared(300, 4)).body()).isEmpty();
    }

    @Test
    void repeatsItsFinalLinesWithAFreshTime() {
        member.log.grow(300);
        member.mirror(0, 300);
        Reply first = finish(300, member.prepared(300, 3));
        member.clock.pass(Duration.ofMinutes(1));

        Reply again = finish(300, member.prepared(300, 3));

        member.checkLines(Line.FINAL, again, member.log.checkpoint(300));
        assertThat(MemberHarness.seconds(again)).isEqualTo(MemberHarness.seconds(first) + 60);
        assertThat(member.served().signatures()).containsAll(again.lines()).hasSize(6);
    }

    @Test
    void goesThroughManyRoundsAndARestart() {
        for (int size = 1; size <= 1500; size += 299) {
            member.log.grow(size - member.log.size());
            member.mirror(Math.max(0, size - 299), size);
            assertThat(finish(size, member.prepared(size, 3)).lines()).hasSize(2);
            if (size == 600 + 299) {
                member.restart();
                member.checkLog(size);
            }
        }
    }

    @Test
    void remembersItsFinalLinesOverARestart() {
        member.log.grow(300);
        member.mirror(0, 300);
        Reply before = finish(300, member.prepared(300, 3));

        member.restart();

        assertThat(member.served().signatures()).containsAll(before.lines());
        member.checkLines(
                Line.FINAL, finish(300, member.prepared(300, 3)), member.log.checkpoint(300));
    }

    @Test
    void servesItsPolicyAndItsHealth() throws java.io.IOException {
        member.log.grow(1);
        assertThat(member.get("/health").body()).asString().contains("\"state\":\"waiting\"");
        member.mirror(0, 1);

        assertThat(member.get("/policy").body())
                .isEqualTo(Files.readAllBytes(member.directory.resolve("policy.txt")));
        assertThat(member.get("/health").body())
                .asString()
                .isEqualTo("{\"state\":\"serving\",\"size\":1,\"stored\":1}\n");
    }
}
