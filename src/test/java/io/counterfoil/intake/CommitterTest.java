package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.intake.Group.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitterTest {

    private final CommitQueue queue = new CommitQueue(1_000);
    private final BlockingQueue<Sent> topic = new LinkedBlockingQueue<>();
    private final List<Integer> commits = Collections.synchronizedList(new ArrayList<>());
    private final Committer committer = new Committer(queue, 100, this::commit, this::send);

    private record Sent(Runnable acknowledge, Consumer<Exception> fail) {}

    @BeforeEach
    void start() {
        committer.start();
    }

    @AfterEach
    void stop() {
        committer.close();
    }

    @Test
    void whatArrivesBeforeTheTopicHasTheLastCommitGathersForTheNext() throws Exception {
        var first = offer();
        var sent = topic.take();
        var second = offer();
        var third = offer();
        sent.acknowledge.run();
        topic.take().acknowledge.run();
        topic.take().acknowledge.run();
        for (var group : List.of(first, second, third)) {
            assertThat(group.done().get()).isEqualTo(Outcome.ORDERED);
        }
        assertThat(commits).containsExactly(1, 2);
    }

    @Test
    void aGroupThatTheTopicDoesNotTakeHoldsNoOtherBack() throws Exception {
        var failed = offer();
        topic.take().fail.accept(new IllegalStateException("the broker is away"));
        assertThatThrownBy(() -> failed.done().get()).isInstanceOf(ExecutionException.class);
        var next = offer();
        topic.take().acknowledge.run();
        assertThat(next.done().get()).isEqualTo(Outcome.ORDERED);
    }

    @Test
    void aGroupThatNobodyWaitsForAnyMoreHoldsNoOtherBack() throws Exception {
        var given = offer();
        topic.take();
        given.done().cancel(false);
        var next = offer();
        topic.take().acknowledge.run();
        assertThat(next.done().get()).isEqualTo(Outcome.ORDERED);
    }

    private Group offer() {
        var group = Rows.group(1);
        assertThat(queue.offer(group)).isTrue();
        return group;
    }

    private List<Group> commit(List<Group> groups) {
        commits.add(groups.size());
        return groups;
    }

    private void send(List<Buffer> entries, Runnable acknowledged, Consumer<Exception> failed) {
        topic.add(new Sent(acknowledged, failed));
    }
}
