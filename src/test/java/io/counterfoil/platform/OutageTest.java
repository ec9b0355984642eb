package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutageTest {

    static Throwable[] outages() {
        return new Throwable[] {
            new ConnectException("Connection refused"),
            new CompletionException(new ConnectException("Connection refused")),
            ClosedConnectionException.INSTANCE,
            new IllegalStateException(
                    "Kafka does not describe the topic", new DisconnectException()),
            new TimeoutException(),
            database("57P01"),
            database("57P03"),
            database("53300")
        };
    }

    static Throwable[] faults() {
        return new Throwable[] {
            new IllegalStateException("a fault"),
            database("23505"),
            database("42703"),
            new RecordTooLargeException()
        };
    }

    @ParameterizedTest
    @MethodSource("outages")
    void aServerThatIsAwayIsWaitedFor(Throwable failure) {
        assertThat(Outage.isBehind(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfOursIsNone(Throwable failure) {
        assertThat(Outage.isBehind(failure)).isFalse();
    }

    private static PgException database(String state) {
        return new PgException("refused", "FATAL", state, "");
    }
}
