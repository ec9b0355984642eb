package io.counterfoil.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Groups that wait for the next commit: while one commit is under way, the next gathers here.
final class CommitQueue {

    private final int rowsMax;
    private final Queue<Group> waiting = new ArrayDeque<>();
    private int rows;
    private boolean closed;

    CommitQueue(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /// @return false when there is no room, or the queue is closed
    synchronized boolean offer(Group group) {
        if (closed || rows + group.rows().size() > rowsMax) {
            return false;
        }
        waiting.add(group);
        rows += group.rows().size();
        notifyAll();
        return true;
    }

    /// Waits for groups and takes as many as fit into one commit, at least one.
    ///
    /// A group from the submissions topic goes alone: its positions may turn out to be taken, and
    /// nobody else's rows shall fail with it.
    ///
    /// @return empty once the queue is closed and drained
    synchronized List<Group> take(int commitRowsMax) throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        var taken = new ArrayList<Group>();
        var room = commitRowsMax;
        for (var next = fitting(taken, room); next.isPresent(); next = fitting(taken, room)) {
            var group = next.get();
            waiting.remove();
            taken.add(group);
            room -= group.rows().size();
            rows -= group.rows().size();
        }
        return taken;
    }

    /// Takes nothing more; what waits is still drained.
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private Optional<Group> fitting(List<Group> taken, int room) {
        var next = waiting.peek();
        if (next == null) {
            return Optional.empty();
        }
        var alone = !next.origin().isEmpty() || aloneAlready(taken);
        var fits = taken.isEmpty() || (!alone && next.rows().size() <= room);
        return fits ? Optional.of(next) : Optional.empty();
    }

    private static boolean aloneAlready(List<Group> taken) {
        return taken.size() == 1 && !taken.getFirst().origin().isEmpty();
    }
}
