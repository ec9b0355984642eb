package io.counterfoil.platform.record;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.identity.ShareSecret;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.Records.Found;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Records for operations that hand out what is not public: to their tenant, and to whoever holds a
/// share link. To everybody else they are not there.
@ApplicationScoped
public class PrivateRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Records records;
    private final Shares shares;
    private final Clock clock = Clock.systemUTC();

    PrivateRecords(Records records, Shares shares) {
        this.records = records;
        this.shares = shares;
    }

    /// The record, to its tenant or by a share link; blocks.
    ///
    /// @throws ProblemException when it is not there for this caller
    public Found shared(ContainerRequestContext request, String id) {
        var secret = ShareSecret.of(request);
        if (secret.isEmpty()) {
            return owned(request, id);
        }
        var record = uuid(id);
        return records.find(record)
                .await()
                .atMost(PATIENCE)
                .filter(found -> isOwn(request, found) || opens(secret.get(), record))
                .orElseThrow(PrivateRecords::notFound);
    }

    private static boolean isOwn(ContainerRequestContext request, Found found) {
        return Caller.of(request)
                .filter(caller -> caller.tenant().equals(found.row().tenant()))
                .isPresent();
    }

    private boolean opens(ShareSecret secret, UUID record) {
        return shares.opens(secret, record, clock.instant()).await().atMost(PATIENCE);
    }

    /// The record, to its tenant alone; blocks.
    ///
    /// @throws ProblemException when it is not there for this caller
    public Found owned(ContainerRequestContext request, String id) {
        var tenant = Caller.required(request).tenant();
        return records.find(uuid(id))
                .await()
                .atMost(PATIENCE)
                .filter(found -> found.row().tenant().equals(tenant))
                .orElseThrow(PrivateRecords::notFound);
    }

    private static UUID uuid(String id) {
        try {
            return EntryId.fromHex(id).uuid();
        } catch (MalformedException _) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "No record of this id is yours or shared with you.");
    }
}
