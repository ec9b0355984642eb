package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.member.MemberHarness.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mirror protocol as C2SP tlog-mirror tells it, in the cases that the mirror of
/// `FiloSottile/sunlight` is tested with; each test's comment bears the name that it has there.
class MirrorTest {

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

    // EndToEnd
    @Test
    void signsWhatItStoredAndServesItByteForByte() {
        member.log.grow(600);
        member.mirror(0, 600);

        member.log.grow(1);
        member.mirror(600, 601);
    }

    // BadProof
    @Test
    void storesNothingOfAPackageWhoseProofFailsAndAllBeforeIt() {
        member.log.grow(300);
        member.offer(0, 300);
        byte[] badEntry = member.log.upload(0, 300);
        badEntry[TestLog.headerBytes() + 2] ^= 1;
        assertThat(member.addEntries(badEntry).status()).isEqualTo(422);

        byte[] badProof = member.log.upload(0, 300);
        badProof[badProof.length - 1] ^= 1;
        assertThat(member.addEntries(badProof).status()).isEqualTo(422);

        Reply asked = member.addEntries(member.log.upload(0, 0));
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.info().pendingSize()).isEqualTo(300);
        assertThat(asked.info().nextEntry()).isEqualTo(256);
        assertThat(member.servesNothing()).isTrue();
    }

    // Prefix
    @Test
    void takesAnyWholePackagesAndSaysWhereToGoOn() {
        member.log.grow(600);
        member.offer(0, 600);
        byte[] full = member.log.upload(0, 600);
        int header = TestLog.headerBytes();
        byte[] first = member.log.upload(0, 600, 1);
        for (int cut : new int[] {header, header + 10, first.length - 1, first.length - 40}) {
            assertThat(member.addEntries(Arrays.copyOf(full, cut)).status()).isEqualTo(400);
        }

        byte[] second = member.log.upload(0, 600, 2);
        for (int cut : new int[] {first.length + 5, second.length - 40, second.length - 1}) {
            Reply truncated = member.addEntries(Arrays.copyOf(full, cut));
            assertThat(truncated.status()).isEqualTo(202);
            assertThat(truncated.info().pendingSize()).isEqualTo(600);
            assertThat(truncated.info().nextEntry()).isEqualTo(256);
        }

        Reply prefix = member.addEntries(member.log.upload(256, 600, 1));
        assertThat(prefix.status()).isEqualTo(202);
        assertThat(prefix.info().nextEntry()).isEqualTo(512);

        member.checkMirrored(member.addEntries(member.log.upload(512, 600)), 600);
    }

    // Ticket: we keep the last pending checkpoints, so an empty ticket resumes
    @Test
    void finishesAnUploadWhosePendingCheckpointIsNoLongerTheLatest() {
        member.log.grow(600);
        member.offer(0, 600);
        assertThat(member.addEntries(member.log.upload(0, 600, 2)).status()).isEqualTo(202);
        member.log.grow(600);
        member.offer(600, 1200);

        member.checkMirrored(member.addEntries(member.log.upload(512, 600)), 600);
        member.checkMirrored(member.addEntries(member.log.upload(600, 1200)), 1200);
    }

    // LargeLog
    @Test
    void mirrorsALogWithThreeLevelsOfTilesFromPackedPrefixes() {
        int size = 2 * 65_536 + 300;
        member.log.grow(size);
        member.offer(0, size);

        for (long next = 0; next + 32 * 256 < size; next += 32 * 256) {
            Reply reply = member.addEntriesGzip(member.log.upload(next, size, 32));
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.info().pendingSize()).isEqualTo(size);
            assertThat(reply.info().nextEntry()).isEqualTo(next + 32 * 256);
        }
        Reply last = member.addEntriesGzip(member.log.upload(size - size % (32 * 256), size));

        member.checkMirrored(last, size);
        assertThat(member.tile(new Tile(2, 0, 2))).hasSize(64);
    }

    // FreshSignature and FreshSignatureTimestamp
    @Test
    void givesFreshLinesForTheSameCheckpointAndServesThem() {
        member.log.grow(600);
        long before = MemberHarness.seconds(member.mirror(0, 600));
        member.log.grow(600);
        member.offer(600, 1200);
        assertThat(member.addEntries(member.log.upload(600, 1200, 1)).status()).isEqualTo(202);
        member.clock.pass(Duration.ofHours(1));

        Reply fresh = member.addEntries(member.log.upload(600, 600));

        member.checkMirrored(fresh, 600);
        assertThat(MemberHarness.seconds(fresh)).isEqualTo(before + 3600);
        assertThat(member.served().signatures()).containsAll(fresh.lines());
    }

    // CommitBehindNextEntry
    @Test
    void commitsToAPastPendingCheckpointBehindWhatItHas() {
        member.log.grow(600);
        member.mirror(0, 600);
        member.log.grow(300);
        member.offer(600, 900);
        member.log.grow(300);
        member.offer(900, 1200);
        assertThat(member.addEntries(member.log.upload(600, 1200, 2)).info().nextEntry())
                .isEqualTo(1024);

        member.checkMirrored(member.addEntries(member.log.upload(900, 900)), 900);
        member.checkMirrored(member.addEntries(member.log.upload(1024, 1200)), 1200);
    }

    // Discovery
    @Test
    void tellsWhoAsksWhereItStands() {
        assertThat(member.addEntries(member.log.upload(0, 0)).status()).isEqualTo(422);
        member.log.grow(600);
        member.offer(0, 600);

        Reply asked = member.addEntries(member.log.upload(0, 0));
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.info().pendingSize()).isEqualTo(600);
        assertThat(asked.info().nextEntry()).isZero();
        assertThat(member.addEntries(member.log.upload(256, 600)).status()).isEqualTo(409);
        member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);
        Reply again = member.addEntries(member.log.upload(0, 0));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.info().nextEntry()).isEqualTo(600);
    }

    // UploadStartWindow
    @Test
    void refusesToVerifyMuchThatItHasAgain() {
        int size = 35 * 256;
        int window = 8 * 256;
        member.log.grow(size);
        member.mirror(0, size);

        assertThat(member.addEntries(member.log.upload(0, size, 1)).status()).isEqualTo(409);
        assertThat(member.addEntries(member.log.upload(size - window - 1, size, 1)).status())
                .isEqualTo(409);
        member.checkMirrored(member.addEntriesGzip(member.log.upload(size - window, size)), size);
    }

    // TicketRewind
    @Test
    void doesNotGoBackToACheckpointBeforeTheOneItSigned() {
        member.log.grow(600);
        member.offer(0, 300);
        member.offer(300, 600);
        member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);

        Reply back = member.addEntries(member.log.upload(300, 300));

        assertThat(back.status()).isEqualTo(409);
        assertThat(back.info().pendingSize()).isEqualTo(600);
        assertThat(back.info().nextEntry()).isEqualTo(600);
        member.checkLog(600);
    }

    // TicketStartConflict
    @Test
    void letsAnUploadGoOnWithTheProofsItHas() {
        member.log.grow(600);
        member.offer(0, 600);
        member.addEntries(member.log.upload(0, 600, 2));
        member.log.grow(600);
        member.offer(600, 1200);

        Reply tooFar = member.addEntries(member.log.upload(600, 600));

        assertThat(tooFar.status()).isEqualTo(409);
        assertThat(tooFar.info().pendingSize()).isEqualTo(600);
        assertThat(tooFar.info().nextEntry()).isEqualTo(512);
    }

    // TicketAfterRestart: entries and pending checkpoints survive, so nothing is sent twice
    @Test
    void resumesAnUploadAfterARestart() {
        member.log.grow(600);
        member.offer(0, 600);
        member.addEntries(member.log.upload(0, 600, 2));
        member.log.grow(600);
        member.offer(600, 1200);
        member.restart();

        member.checkMirrored(member.addEntries(member.log.upload(512, 600)), 600);
        member.checkMirrored(member.addEntries(member.log.upload(600, 1200)), 1200);
    }

    // RestartResumeMidTile
    @Test
    void resumesInTheMiddleOfATileThatWasStoredWhole() {
        member.log.grow(900);
        member.offer(0, 900);
        member.log.grow(300);
        member.offer(900, 1200);
        assertThat(member.addEntries(member.log.upload(0, 1200, 4)).info().nextEntry())
                .isEqualTo(1024);
        member.checkMirrored(member.addEntries(member.log.upload(900, 900)), 900);

        member.restart();

        member.checkLog(900);
        member.checkMirrored(member.addEntries(member.log.upload(900, 1200)), 1200);
    }

    // EmptyLog
    @Test
    void mirrorsALogWithoutEntriesAndGrowsFromThere() {
        member.offer(0, 0);
        member.checkMirrored(member.addEntries(member.log.upload(0, 0)), 0);
        member.checkMirrored(member.addEntries(member.log.upload(0, 0)), 0);

        member.log.grow(300);
        member.mirror(0, 300);
    }

    @Test
    void servesNothingBeyondWhatItSigned() {
        member.log.grow(600);
        member.mirror(0, 300);
        member.offer(300, 600);
        member.addEntries(member.log.upload(300, 600, 1));

        assertThat(member.get(member.originPath() + "tile/entries/001.p/44").statusCode())
                .isEqualTo(200);
        assertThat(member.get(member.originPath() + "tile/entries/001.p/45").statusCode())
                .isEqualTo(404);
        assertThat(member.get(member.originPath() + "tile/entries/001").statusCode())
                .isEqualTo(404);
        assertThat(member.get(member.originPath() + "tile/0/001").statusCode()).isEqualTo(404);
        assertThat(member.get(member.originPath() + "tile/1/000.p/2").statusCode()).isEqualTo(404);
        assertThat(member.get(member.originPath() + "tile/8/000.p/1").statusCode()).isEqualTo(404);
    }

    @Test
    void servesEveryPartialTileAsTheBeginningOfTheWholeOne() {
        member.log.grow(300);
        for (int size = 1; size <= 300; size += 13) {
            member.mirror(Math.max(0, size - 13), size);
        }
        var whole = member.tile(new Tile(0, 0, 256));
        for (int width = 1; width < 256; width++) {
            assertThat(member.tile(new Tile(0, 0, width)))
                    .isEqualTo(Arrays.copyOf(whole, width * 32));
        }
    }
}
