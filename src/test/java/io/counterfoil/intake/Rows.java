package io.counterfoil.intake;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows that mean nothing, where only their number counts.
final class Rows {

    private Rows() {}

    static Group group(int count) {
        return Group.of(rows(count), Optional.empty());
    }

    static Group fromTopic(int count) {
        return Group.fromTopic(
                rows(count),
                Collections.nCopies(count, new Group.Position(UUID.randomUUID(), 0, 0)));
    }

    private static List<Filed> rows(int count) {
        var bytes = Buffer.buffer("x");
        return Collections.nCopies(
                count,
                new Filed(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        0,
                        bytes,
                        true,
                        false,
                        false,
                        bytes,
                        bytes,
                        bytes));
    }
}
