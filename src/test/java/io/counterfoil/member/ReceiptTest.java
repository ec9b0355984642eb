package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.member.MemberHarness.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member signs no entry whose time of receipt its own clock or the log before it contradicts.
class ReceiptTest {

    @TempDir private Path folder;
    private MemberHarness member;

    /// A log that has come as far as the member's clock.
    @BeforeEach
    void start() {
        member = new MemberHarness(folder);
        member.log.grow(1);
        member.log.append(member.log.evidence(member.clock.instant().toEpochMilli()));
        member.mirror(0, 2);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private Reply enter(Duration fromNow) {
        long receivedAt = member.clock.instant().plus(fromNow).toEpochMilli();
        int size = member.log.size();
        member.log.append(member.log.evidence(receivedAt));
        member.offer(size, size + 1);
        return member.addEntries(member.log.upload(size, size + 1));
    }

    @Test
    void signsWhatWasReceivedAMomentAgo() {
        member.checkMirrored(enter(Duration.ofSeconds(-30)), 3);
        member.checkMirrored(enter(Duration.ofMinutes(-4)), 4);
        member.checkMirrored(enter(Duration.ofMinutes(4)), 5);
    }

    @Test
    void signsNothingMoreOnceTheLogHasDatedBack() {
        Reply reply = enter(Duration.ofMinutes(-6));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(member.health()).contains("frozen").contains("\"stored\":2");
    }

    @Test
    void signsWhatCameFromTheFutureOnceItIsThere() {
        Reply early = enter(Duration.ofMinutes(6));
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.body()).contains("is in the future");

        member.clock.pass(Duration.ofMinutes(2));

        member.checkMirrored(member.addEntries(member.log.upload(2, 3)), 3);
    }

    @Test
    void signsWhatWaitedWhileTheLogOrTheMemberWasDown() {
        member.stop();
        member.clock.pass(Duration.ofHours(10));
        member.start();

        member.checkMirrored(enter(Duration.ofHours(-9)), 3);
        member.checkMirrored(enter(Duration.ZERO), 4);
    }

    @Test
    void takesWhatAQuorumHasSignedWhateverItsTime() {
        long tomorrow = member.clock.instant().plus(Duration.ofDays(1)).toEpochMilli();
        member.log.append(member.log.evidence(tomorrow));
        member.addCheckpoint(member.log.addCheckpoint(2, 3, member.finished(3, 3)));

        member.checkMirrored(member.addEntries(member.log.upload(2, 3)), 3);
    }

    @Test
    void looksAtTheTimesOfNoFewerThanAQuorum() {
        long tomorrow = member.clock.instant().plus(Duration.ofDays(1)).toEpochMilli();
        member.log.append(member.log.evidence(tomorrow));
        member.addCheckpoint(member.log.addCheckpoint(2, 3, member.finished(3, 2)));

        assertThat(member.addEntries(member.log.upload(2, 3)).status()).isEqualTo(503);
    }
}
