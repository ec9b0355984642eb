package io.counterfoil.member;

import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.Monitoring.Mode;
import io.counterfoil.member.Monitoring.State;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The parts of a member that hold its state, put together from what lies in its directory.
final class MemberState implements Closeable {

    private final MemberStore store;
    private final LogCopy copy;
    private final Standing standing;
    private final Signatory signatory;
    private final Misconduct misconduct;
    private final Monitoring monitoring;

    private final Duration clockTolerance;

    private MemberState(
            MemberSettings settings, Policies policies, Opened opened, Standing standing) {
        this.store = opened.store;
        this.standing = standing;
        this.signatory = opened.signatory;
        this.clockTolerance = settings.limits().clockTolerance();
        this.copy = new LogCopy(policies.origin(), store);
        var evidence = new Evidence(settings.directory());
        this.misconduct = new Misconduct(copy, standing, signatory, evidence, settings.clock());
        this.monitoring = new Monitoring(policies, new StoredLog(store));
    }

    private record Opened(MemberStore store, Signatory signatory) {}

    /// Opens the store and the high-water records.
    static MemberState open(MemberSettings settings, Policies policies, MemberKeys keys)
            throws IOException {
        var store = MemberStore.open(settings.directory().resolve("store"));
        try {
            var standing = new Standing(store);
            boolean signed = standing.mirroredSize() >= 0 && !settings.trustStore();
            var signatory = Signatory.open(keys, settings.highWater(), settings.clock(), signed);
            // A crash may have come between the store and the record, before the line left.
            standing.target(standing.mirroredSize()).ifPresent(signatory::remember);
            var state = new MemberState(settings, policies, new Opened(store, signatory), standing);
            state.publish();
            return state;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// Takes checkpoints.
    Witnessing witnessing() {
        return new Witnessing(copy, standing, signatory, misconduct);
    }

    /// Takes entries.
    Mirroring mirroring() {
        return new Mirroring(store, copy, standing, signatory, misconduct, clockTolerance);
    }

    /// Shows what was signed.
    Monitoring monitoring() {
        return monitoring;
    }

    /// The number of entries stored.
    long size() {
        return copy.size();
    }

    /// Lets readers see the state as it is now.
    void publish() {
        Optional<SignedNote> served = standing.served();
        monitoring.show(
                new State(mode(), size(), served.orElse(null), standing.frozen().orElse(null)));
    }

    private Mode mode() {
        if (standing.frozen().isPresent()) {
            return Mode.FROZEN;
        }
        if (misconduct.isBehind()) {
            return Mode.BEHIND;
        }
        return standing.pending().isPresent() ? Mode.SERVING : Mode.WAITING;
    }

    @Override
    public void close() throws IOException {
        store.close();
        signatory.close();
    }
}
