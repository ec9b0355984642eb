package io.counterfoil.member;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a member shows: the checkpoint it signed, and of the log no more than that checkpoint holds
/// (C2SP tlog-tiles below the hash of the log's name). Safe for use by many threads.
final class Monitoring {

    private static final String OCTETS = "application/octet-stream";
    private static final String JSON = "application/json";
    private static final String CACHE = "Cache-Control";
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    /// A tree of 2^63 leaves has eight levels of tiles.
    private static final int LEVEL_MAX = 7;

    private final String prefix;
    private final Policies policies;
    private final StoredLog stored;
    private volatile State state = new State(Mode.WAITING, 0, null, null);

    Monitoring(Policies policies, StoredLog stored) {
        this.prefix = "/" + policies.originHash() + "/";
        this.policies = policies;
        this.stored = stored;
    }

    /// Whether a member can sign.
    enum Mode {
        /// It has seen no checkpoint yet.
        WAITING,
        /// It follows the log and signs.
        SERVING,
        /// It has less than it once signed and takes entries until it has caught up.
        BEHIND,
        /// The log broke its word; the member signs nothing more.
        FROZEN
    }

    /// What is known of a member at one time.
    ///
    /// @param stored entries that the member has, signed or not
    /// @param served the mirror checkpoint with the log's lines and the member's
    /// @param frozen why the member is frozen
    record State(Mode mode, long stored, @Nullable SignedNote served, @Nullable String frozen) {

        long servedSize() {
            return served == null ? 0 : Checkpoint.parse(served.text()).size();
        }
    }

    /// Shows another state from now on.
    void show(State next) {
        state = next;
    }

    /// What is shown at present.
    State state() {
        return state;
    }

    /// `GET /{hash of the log's name}/…`, `/policy` and `/health`.
    Answer get(String path) {
        if (path.equals("/health")) {
            return health();
        }
        if (path.equals("/policy")) {
            return Answer.ok(Answer.TEXT, policies.published());
        }
        if (!path.startsWith(prefix)) {
            return notFound();
        }
        String rest = path.substring(prefix.length());
        return rest.equals("checkpoint") ? checkpoint() : tile(rest);
    }

    private static Answer notFound() {
        return Answer.refused(NOT_FOUND, "There is nothing here.");
    }

    private Answer checkpoint() {
        return Optional.ofNullable(state.served)
                .map(note -> Answer.ok(Answer.TEXT, note.bytes()).with(CACHE, "max-age=1"))
                .orElse(notFound());
    }

    private Answer tile(String path) {
        try {
            Tile tile = Tile.parse(path);
            return isSigned(tile)
                    ? Answer.ok(OCTETS, stored.read(tile))
                            .with(CACHE, "public, max-age=31536000, immutable")
                    : notFound();
        } catch (MalformedException _) {
            return notFound();
        }
    }

    private boolean isSigned(Tile tile) {
        if (tile.level() > LEVEL_MAX || tile.index() > Long.MAX_VALUE / Tile.WIDTH - 1) {
            return false;
        }
        long there = state.servedSize() >>> (Math.max(tile.level(), 0) * Tile.HEIGHT);
        return tile.index() * Tile.WIDTH + tile.width() <= there;
    }

    private Answer health() {
        State now = state;
        boolean well = now.mode == Mode.SERVING || now.mode == Mode.WAITING;
        String body =
                "{\"state\":\"%s\",\"size\":%d,\"stored\":%d%s}\n"
                        .formatted(
                                now.mode.name().toLowerCase(java.util.Locale.ROOT),
                                now.servedSize(),
                                now.stored,
                                now.frozen == null ? "" : ",\"reason\":\"" + now.frozen + "\"");
        return Answer.text(well ? 200 : UNAVAILABLE, JSON, body);
    }
}
