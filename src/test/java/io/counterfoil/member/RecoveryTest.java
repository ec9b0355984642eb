package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.member.MemberHarness.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that was lost or put back does not make a member say something else than it said.
class RecoveryTest {

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

    private Path store() {
        return member.directory.resolve("store");
    }

    private static void delete(Path root) {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    /// Puts the store back to where it was at size 300, after the member has signed 600.
    private void putBackAnOldStore() throws IOException {
        member.stop();
        copy(store(), folder.resolve("backup"));
        member.start();
        member.log.grow(300);
        member.mirror(300, 600);
        member.stop();
        delete(store());
        copy(folder.resolve("backup"), store());
        member.start();
    }

    @Test
    void signsNothingSmallerThanItOnceSigned() throws IOException {
        putBackAnOldStore();
        assertThat(member.health()).contains("\"state\":\"behind\"");
        member.offer(300, 500);

        Reply reply = member.addEntries(member.log.upload(300, 500));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("once signed size 600");
        member.checkLog(300);
    }

    @Test
    void doesNotRepeatItsOldLinesWhileItIsBehind() throws IOException {
        putBackAnOldStore();

        assertThat(member.addEntries(member.log.upload(300, 300)).status()).isEqualTo(503);
        assertThat(
                        member.addCheckpoint(
                                        member.log.addCheckpoint(300, 300, member.prepared(300, 4)))
                                .status())
                .isEqualTo(503);
    }

    @Test
    void signsAgainOnceItHasCaughtUp() throws IOException {
        putBackAnOldStore();

        member.mirror(300, 600);

        assertThat(member.health()).contains("\"state\":\"serving\"");
        member.log.grow(100);
        member.mirror(600, 700);
    }

    @Test
    void catchesUpFromNothingWhenTheWholeStoreIsLost() {
        member.stop();
        delete(store());
        member.start();
        assertThat(member.health()).contains("\"state\":\"behind\"");

        member.mirror(0, 300);
    }

    @Test
    void freezesWhenTheLogUsesItsLossToTellAnotherStory() throws IOException {
        member.stop();
        delete(store());
        member.start();
        TestLog fork = member.log.fork(200).grow(150);
        assertThat(member.addCheckpoint(fork.addCheckpoint(0, 350)).status()).isEqualTo(200);

        Reply reply = member.addEntries(fork.upload(0, 350));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("not what this member once signed");
        assertThat(member.health()).contains("frozen");
        assertThat(member.servesNothing()).isTrue();
        try (var kept = Files.list(member.directory.resolve("forks"))) {
            Path evidence = kept.toList().getFirst();
            assertThat(evidence.resolve("known.note"))
                    .hasBinaryContent(member.log.note(300).bytes());
            assertThat(evidence.resolve("seen.note")).hasBinaryContent(fork.note(350).bytes());
        }
    }

    @Test
    void freezesAtOnceWhenTheOtherStoryHasTheSizeItOnceSigned() {
        member.stop();
        delete(store());
        member.start();
        TestLog fork = member.log.fork(200).grow(100);

        Reply reply = member.addCheckpoint(fork.addCheckpoint(0, 300));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(member.health()).contains("frozen");
    }

    @Test
    void signsTheSameRootAgainWhenTheAnswerWasLost() {
        member.log.grow(50);
        member.offer(300, 350);
        Reply lost = member.addEntries(member.log.upload(300, 350));
        member.restart();

        member.checkMirrored(member.addEntries(member.log.upload(300, 350)), 350);
        assertThat(lost.lines()).hasSize(2);
    }

    /// As a process that is killed leaves it: the store as it was before the line, the record
    /// after.
    @Test
    void signsTheSameRootAgainWhenOnlyTheRecordWasWritten() throws IOException {
        putBackAnOldStore();
        TestLog fork = member.log.fork(400).grow(200);

        assertThat(member.addCheckpoint(fork.addCheckpoint(300, 600)).status()).isEqualTo(403);
    }

    /// As a process that is killed leaves it: the store as it was after the line, the record
    /// before.
    @Test
    void remembersWhatOnlyTheStoreHad() throws IOException {
        member.stop();
        copy(member.highWater, folder.resolve("old-records"));
        member.start();
        member.log.grow(300);
        member.mirror(300, 600);
        member.stop();
        delete(member.highWater);
        copy(folder.resolve("old-records"), member.highWater);
        member.start();
        member.checkLog(600);

        member.stop();
        delete(store());
        member.start();

        assertThat(member.health()).contains("\"state\":\"behind\"");
    }

    @Test
    void doesNotStartWithoutTheRecordOfWhatItSigned() {
        member.stop();
        delete(member.highWater);

        assertThatThrownBy(() -> MemberNode.start(member.settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing, and this member has signed before");

        member.startWith(member.settings().trustingStore(true));
        member.checkLog(300);
    }

    @Test
    void doesNotStartTwiceOnOneDirectory() {
        assertThatThrownBy(() -> MemberNode.start(member.settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void doesNotStartWithPoliciesThatDoNotListItsKeys() throws IOException {
        member.stop();
        delete(member.directory.resolve("keys"));

        assertThatThrownBy(() -> MemberNode.start(member.settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("do not list the keys");

        member = new MemberHarness(folder.resolve("another"));
    }
}
