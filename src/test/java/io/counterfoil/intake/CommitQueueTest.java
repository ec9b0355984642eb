package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitQueueTest {

    private final CommitQueue queue = new CommitQueue(10);

    @Test
    void gathersWhatArrivedWhileACommitWasUnderWay() throws InterruptedException {
        var groups = List.of(ofRows(1), ofRows(2), ofRows(3));
        groups.forEach(queue::offer);
        assertThat(queue.take(100)).isEqualTo(groups);
    }

    @Test
    void refusesWhatDoesNotFitAndHasRoomAgainOnceDrained() throws InterruptedException {
        assertThat(queue.offer(ofRows(6))).isTrue();
        assertThat(queue.offer(ofRows(5))).isFalse();
        assertThat(queue.offer(ofRows(4))).isTrue();
        queue.take(100);
        assertThat(queue.offer(ofRows(10))).isTrue();
    }

    @Test
    void keepsACommitSmallButNeverSplitsAGroup() throws InterruptedException {
        var large = ofRows(5);
        var small = ofRows(2);
        var next = ofRows(2);
        List.of(large, small, next).forEach(queue::offer);
        assertThat(queue.take(3)).containsExactly(large);
        assertThat(queue.take(3)).containsExactly(small);
        assertThat(queue.take(3)).containsExactly(next);
    }

    @Test
    void commitsAGroupFromTheTopicAlone() throws InterruptedException {
        var request = ofRows(1);
        var submissions = fromTopic(2);
        var later = ofRows(1);
        List.of(request, submissions, later).forEach(queue::offer);
        assertThat(queue.take(100)).containsExactly(request);
        assertThat(queue.take(100)).containsExactly(submissions);
        assertThat(queue.take(100)).containsExactly(later);
    }

    @Test
    void drainsWhatWaitsWhenClosedAndTakesNothingMore() throws InterruptedException {
        var group = ofRows(1);
        queue.offer(group);
        queue.close();
        assertThat(queue.offer(ofRows(1))).isFalse();
        assertThat(queue.take(100)).containsExactly(group);
        assertThat(queue.take(100)).isEmpty();
    }

    private static Group ofRows(int count) {
        return Group.of(Collections.nCopies(count, row()), Optional.empty());
    }

    private static Group fromTopic(int count) {
        return Group.fromTopic(
                Collections.nCopies(count, row()),
                Collections.nCopies(count, new Group.Position(UUID.randomUUID(), 0, 0)));
    }

    private static Filed row() {
        var bytes = Buffer.buffer("x");
        return new Filed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                bytes,
                true,
                false,
                false,
                bytes,
                bytes,
                bytes);
    }
}
