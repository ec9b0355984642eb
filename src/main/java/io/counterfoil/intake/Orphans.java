package io.counterfoil.intake;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.vault.Documents;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Documents in the vault whose records were never made, because the process ended in between.
/// Nothing can open them: their keys were never kept.
@ApplicationScoped
class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);

    /// Between a document and its record lie seconds; whatever is younger is left alone.
    private static final Duration SETTLED = Duration.ofHours(1);

    private static final int IDS_PER_QUERY = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Documents documents;
    private final Instance<Pool> pool;
    private final Clock clock = Clock.systemUTC();

    Orphans(Documents documents, Instance<Pool> pool) {
        this.documents = documents;
        this.pool = pool;
    }

    /// Goes through the vault and removes them; blocks.
    void sweep() throws IOException {
        var swept = 0;
        try (var old = documents.olderThan(clock.instant().minus(SETTLED))) {
            var ids = new ArrayList<EntryId>();
            for (var next = old.iterator(); next.hasNext(); ) {
                ids.add(next.next());
                if (ids.size() == IDS_PER_QUERY || !next.hasNext()) {
                    swept += sweep(ids);
                    ids.clear();
                }
            }
        }
        if (swept > 0) {
            LOG.infof("documents without a record removed count=%d", swept);
        }
    }

    private int sweep(List<EntryId> ids) throws IOException {
        var known = known(ids);
        var swept = 0;
        for (var id : ids) {
            if (!known.contains(id.uuid()) && documents.delete(id)) {
                swept++;
            }
        }
        return swept;
    }

    private Set<UUID> known(List<EntryId> ids) {
        return pool.get()
                .preparedQuery("select id from record where id = any($1)")
                .execute(Tuple.of(ids.stream().map(EntryId::uuid).toArray(UUID[]::new)))
                .map(rows -> {
                    var known = new HashSet<UUID>();
                    rows.forEach(row -> known.add(row.getUUID(0)));
                    return known;
                })
                .await()
                .atMost(PATIENCE);
    }
}
