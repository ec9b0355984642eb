package io.counterfoil.platform;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells a server that is away for now from a fault of ours: the one is waited out, the other is
/// looked into.
public final class Outage {

    private Outage() {}

    /// Whether PostgreSQL, Kafka or another role did not answer.
    public static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOne(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Throwable cause) {
        return switch (cause) {
            case ConnectException _,
                    ClosedConnectionException _,
                    TimeoutException _,
                    RetriableException _ ->
                    true;
            case DatabaseException refusal -> isOnesState(String.valueOf(refusal.getSqlState()));
            default -> false;
        };
    }

    /// By the standard's classes: 57P is a server that stops or starts, 53 one without room for
    /// another connection.
    private static boolean isOnesState(String state) {
        return state.startsWith("57P") || state.startsWith("53");
    }
}
