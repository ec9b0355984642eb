package io.counterfoil.authority;

import io.counterfoil.authority.Verdicts.Verdict;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Long verifications. They are held in memory: after a restart a job is gone, and its address says
/// so; asking again costs the officer one request.
@ApplicationScoped
class Jobs {

    /// Finished jobs are forgotten, the oldest first, when there are more.
    private static final int KEPT_MAX = 50;

    private static final int RUNNING_MAX = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Map<UUID, Job> jobs = new LinkedHashMap<>();

    /// A job of a tenant.
    record Job(UUID tenant, CompletableFuture<List<Verdict>> verdicts) {}

    /// Starts a job.
    ///
    /// @throws ProblemException when too many run
    synchronized UUID start(UUID tenant, Uni<List<Verdict>> work) {
        if (jobs.values().stream().filter(job -> !job.verdicts.isDone()).count() >= RUNNING_MAX) {
            throw new ProblemException(
                            ProblemType.OVERLOADED, "Too many verifications run already.")
                    .retryAfter(RETRY_AFTER);
        }
        var finished = jobs.entrySet().iterator();
        while (jobs.size() >= KEPT_MAX && finished.hasNext()) {
            if (finished.next().getValue().verdicts.isDone()) {
                finished.remove();
            }
        }
        var id = UUID.randomUUID();
        jobs.put(id, new Job(tenant, work.subscribeAsCompletionStage()));
        return id;
    }

    /// The job of a tenant.
    ///
    /// @throws ProblemException when there is none, or a restart lost it
    synchronized Job of(UUID tenant, UUID id) {
        var job = jobs.get(id);
        if (job == null || !job.tenant.equals(tenant)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "No verification of yours has this id; one from before a restart is lost: send"
                            + " its items again.");
        }
        return job;
    }
}
