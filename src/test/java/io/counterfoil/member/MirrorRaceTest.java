package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.member.MemberHarness.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads that pause, break off or overtake each other, in the cases that the mirror of
/// `FiloSottile/sunlight` is tested with; each test's comment bears the name that it has there.
class MirrorRaceTest {

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

    // CommitRace
    @Test
    void neverRewindsWhenAnotherUploadOvertookTheCommit() throws IOException {
        member.log.grow(600);
        member.mirror(0, 600);
        member.log.grow(600);
        member.offer(600, 1200);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(600, 600);
            slow.send(body, 0, body.length);
            member.checkMirrored(member.addEntries(member.log.upload(600, 1200)), 1200);

            Reply overtaken = slow.finish();

            assertThat(overtaken.status()).isEqualTo(409);
            assertThat(overtaken.info().pendingSize()).isEqualTo(1200);
            assertThat(overtaken.info().nextEntry()).isEqualTo(1200);
        }
        member.checkLog(1200);
    }

    // CommitRace, second half
    @Test
    void answersTwoUploadsOfTheSameEntriesWithLinesBoth() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(0, 600);
            slow.send(body, 0, body.length);
            member.checkMirrored(member.addEntries(body), 600);

            member.checkMirrored(slow.finish(), 600);
        }
    }

    // CommitRaceBehindUploadEnd
    @Test
    void commitsPastAnotherUploadThatEndedBefore() throws IOException {
        member.log.grow(900);
        member.mirror(0, 600);
        member.offer(600, 900);
        member.log.grow(300);
        member.offer(900, 1200);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(600, 1200);
            slow.send(body, 0, body.length);
            MemberHarness.await(() -> member.health().contains("\"stored\":1200"));
            member.checkMirrored(member.addEntries(member.log.upload(900, 900)), 900);

            member.checkMirrored(slow.finish(), 1200);
        }
    }

    // PendingCheckpointRace
    @Test
    void signsTheUploadsCheckpointWhileTheLogHasMovedOn() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(0, 600);
            slow.send(body, 0, body.length);
            MemberHarness.await(() -> member.health().contains("\"stored\":600"));
            member.log.grow(600);
            member.offer(600, 1200);

            member.checkMirrored(slow.finish(), 600);
        }
        member.checkMirrored(member.addEntries(member.log.upload(600, 1200)), 1200);
    }

    // PackageRace
    @Test
    void skipsWhatAnotherUploadStoredInTheMiddleOfAPackage() throws IOException {
        member.log.grow(600);
        member.mirror(0, 600);
        member.log.grow(600);
        member.offer(600, 1200);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(600, 1200);
            slow.send(body, 0, TestLog.headerBytes() + 100);
            member.checkMirrored(member.addEntries(body), 1200);

            slow.send(body, TestLog.headerBytes() + 100, body.length);

            member.checkMirrored(slow.finish(), 1200);
        }
    }

    // InterleavedUploads
    @Test
    void convergesWhenTwoUploadsTakeTurns() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(0, 600);
            int first = member.log.upload(0, 600, 1).length;
            slow.send(body, 0, first);
            MemberHarness.await(() -> member.health().contains("\"stored\":256"));
            Reply other = member.addEntries(member.log.upload(0, 600, 2));
            assertThat(other.info().nextEntry()).isEqualTo(512);

            slow.send(body, first, body.length);

            member.checkMirrored(slow.finish(), 600);
        }
    }

    // AddEntriesDeadline
    @Test
    void answersASenderThatStallsBeforeItsFirstPackage() throws IOException {
        member.restartWith(
                new MemberSettings.Limits(Duration.ofMinutes(5), Duration.ofMillis(300)));
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            slow.send(member.log.upload(0, 600), 0, TestLog.headerBytes() + 10);

            assertThat(slow.answer().status()).isEqualTo(400);
        }
    }

    // AddEntriesDeadline
    @Test
    void answersASenderThatStallsLaterWithItsProgress() throws IOException {
        member.restartWith(
                new MemberSettings.Limits(Duration.ofMinutes(5), Duration.ofMillis(300)));
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            byte[] first = member.log.upload(0, 600, 1);
            slow.send(first, 0, first.length);

            Reply stalled = slow.answer();

            assertThat(stalled.status()).isEqualTo(202);
            assertThat(stalled.info().pendingSize()).isEqualTo(600);
            assertThat(stalled.info().nextEntry()).isEqualTo(256);
        }
    }

    // TicketUploadOvertaken
    @Test
    void sendsAnOvertakenUploadToThePresentCheckpoint() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        member.addEntries(member.log.upload(0, 600, 2));
        member.log.grow(600);
        member.offer(600, 1200);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(256, 600);
            int first = member.log.upload(256, 600, 1).length;
            slow.send(body, 0, first);
            member.addEntries(member.log.upload(512, 1200, 2));
            slow.send(body, first, body.length - 40);

            Reply overtaken = slow.finish();

            assertThat(overtaken.status()).isEqualTo(202);
            assertThat(overtaken.info().pendingSize()).isEqualTo(1200);
            assertThat(overtaken.info().nextEntry()).isEqualTo(1024);
        }
        member.checkMirrored(member.addEntries(member.log.upload(1024, 1200)), 1200);
    }

    // TruncatedUploadAdvancedNextEntry
    @Test
    void tellsACutUploadWhatAnotherOneAddedMeanwhile() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        try (var slow = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(0, 600, 2);
            int first = member.log.upload(0, 600, 1).length;
            slow.send(body, 0, first);
            MemberHarness.await(() -> member.health().contains("\"stored\":256"));
            member.addEntries(member.log.upload(0, 600, 2));
            slow.send(body, first, body.length - 40);

            Reply cut = slow.finish();

            assertThat(cut.status()).isEqualTo(202);
            assertThat(cut.info().nextEntry()).isEqualTo(512);
        }
        member.checkMirrored(member.addEntries(member.log.upload(512, 600)), 600);
    }

    // RestartResumeMidTilePartialOnly
    @Test
    void resumesInTheMiddleOfATileThatWasStoredInParts() throws IOException {
        member.log.grow(900);
        member.offer(0, 900);
        member.log.grow(100);
        member.offer(900, 1000);
        try (var broken = new PausedUpload(member.address())) {
            byte[] body = member.log.upload(0, 1000);
            broken.send(body, 0, body.length);
            MemberHarness.await(() -> member.health().contains("\"stored\":1000"));
        }
        member.checkMirrored(member.addEntries(member.log.upload(900, 900)), 900);

        member.restart();

        member.log.grow(200);
        member.offer(1000, 1200);
        member.checkMirrored(member.addEntries(member.log.upload(900, 1200)), 1200);
    }

    @Test
    void aPausedSenderHoldsUpNobody() throws IOException {
        member.log.grow(600);
        member.offer(0, 600);
        try (var paused = new PausedUpload(member.address())) {
            paused.send(member.log.upload(0, 600), 0, TestLog.headerBytes() + 10);

            member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);
        }
    }
}
