package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommitQueueTest {

    private final CommitQueue queue = new CommitQueue(10);

    @Test
    void gathersWhatArrivedWhileACommitWasUnderWay() throws InterruptedException {
        var groups = List.of(Rows.group(1), Rows.group(2), Rows.group(3));
        groups.forEach(queue::offer);
        assertThat(queue.take(100)).isEqualTo(groups);
    }

    @Test
    void refusesWhatDoesNotFitAndHasRoomAgainOnceDrained() throws InterruptedException {
        assertThat(queue.offer(Rows.group(6))).isTrue();
        assertThat(queue.offer(Rows.group(5))).isFalse();
        assertThat(queue.offer(Rows.group(4))).isTrue();
        queue.take(100);
        assertThat(queue.offer(Rows.group(10))).isTrue();
    }

    @Test
    void keepsACommitSmallButNeverSplitsAGroup() throws InterruptedException {
        var large = Rows.group(5);
        var small = Rows.group(2);
        var next = Rows.group(2);
        List.of(large, small, next).forEach(queue::offer);
        assertThat(queue.take(3)).containsExactly(large);
        assertThat(queue.take(3)).containsExactly(small);
        assertThat(queue.take(3)).containsExactly(next);
    }

    @Test
    void commitsAGroupFromTheTopicAlone() throws InterruptedException {
        var request = Rows.group(1);
        var submissions = Rows.fromTopic(2);
        var later = Rows.group(1);
        List.of(request, submissions, later).forEach(queue::offer);
        assertThat(queue.take(100)).containsExactly(request);
        assertThat(queue.take(100)).containsExactly(submissions);
        assertThat(queue.take(100)).containsExactly(later);
    }

    @Test
    void drainsWhatWaitsWhenClosedAndTakesNothingMore() throws InterruptedException {
        var group = Rows.group(1);
        queue.offer(group);
        queue.close();
        assertThat(queue.offer(Rows.group(1))).isFalse();
        assertThat(queue.take(100)).containsExactly(group);
        assertThat(queue.take(100)).isEmpty();
    }
}
