package io.counterfoil.intake;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.rule.Rules;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The entry that opens a log. It is drawn once and kept, so that several intakes, or one that
/// crashed, all send the same bytes, which make one leaf.
@ApplicationScoped
class Genesis {

    private final Instance<Pool> pool;
    private final Clock clock = Clock.systemUTC();

    Genesis(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// The genesis, unless the log has its first leaf.
    ///
    /// @param vrfKey the public key under which uniqueness keys are computed
    /// @param policy the published policy's text
    Uni<Optional<Buffer>> missing(IntakeConfig.Log log, Bytes vrfKey, String policy) {
        return pool.get()
                .preparedQuery("select 1 from leaf where log = $1 and index = 0")
                .execute(Tuple.of(log.number()))
                .chain(leaves ->
                        leaves.size() > 0
                                ? Uni.createFrom().item(Optional.empty())
                                : kept(log, vrfKey, policy).map(Optional::of));
    }

    private Uni<Buffer> kept(IntakeConfig.Log log, Bytes vrfKey, String policy) {
        var fresh =
                new Entry.Genesis(
                        EntryId.of(UUID.randomUUID()),
                        clock.millis(),
                        log.origin(),
                        Rules.VERSION,
                        vrfKey,
                        policy);
        return pool.get()
                .preparedQuery(
                        "insert into genesis (log, entry) values ($1, $2)"
                                + " on conflict (log) do nothing")
                .execute(Tuple.of(log.number(), Buffer.buffer(fresh.bytes())))
                .chain(_ ->
                        pool.get()
                                .preparedQuery("select entry from genesis where log = $1")
                                .execute(Tuple.of(log.number())))
                .map(rows -> rows.iterator().next().getDelegate().getBuffer(0));
    }
}
