package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.embedded.Embedded;
import io.counterfoil.platform.embedded.Ports;
import io.quarkus.runtime.Quarkus;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Starts the all-in-one and stays until it is told to stop.
///
/// Stop order is Quarkus, Kafka, PostgreSQL: whoever writes stops before what it writes to.
final class Up {

    private static final String HOST = "127.0.0.1";

    /// A clean stop takes a second or two; after this the process ends as if it had crashed, which
    /// every part survives.
    private static final long STOP_SECONDS_MAX = 30;

    private Up() {}

    static int run(List<String> words) {
        var arguments = Arguments.parse(words, Set.of("data", "port", "roles"), Set.of("detach"));
        if (arguments.has("detach")) {
            var roles = arguments.value("roles").map(names -> List.of("--roles", names));
            return Detached.start(
                    arguments.data(), arguments.port(), roles.orElse(List.of()), System.out);
        }
        var roles = Role.parse(arguments.value("roles").orElse("all"));
        Ports.requireFree(HOST, arguments.port());
        var data = DataDirectory.open(arguments.data());
        data.announce(arguments.port());
        quietLog();
        var embedded = Embedded.begin(data);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, embedded, data)));
        try {
            configure(data, arguments.port(), roles);
            configureMembers(embedded.ports(), data);
            Founding.ensure(data);
            embedded.awaitDatabase();
            Ready.whenReady(arguments.port(), () -> greet(System.out, data, arguments.port()));
            return serve(embedded);
        } finally {
            stopped.countDown();
        }
    }

    /// Kafka goes on starting beside; who needs it waits for it. Where it cannot start, that is
    /// what is reported, not what the server makes of being interrupted.
    private static int serve(Embedded embedded) {
        embedded.whenRefused(Thread.currentThread()::interrupt);
        var outcome = new AtomicReference<>(new Outcome(0, null));
        Quarkus.run(null, (code, failure) -> outcome.set(new Outcome(code, failure)));
        embedded.awaitAll();
        report(outcome.get().failure);
        return outcome.get().exitCode;
    }

    private record Outcome(int exitCode, @Nullable Throwable failure) {}

    /// The log manager's classes deadlock when two threads are the first to use them; and until the
    /// server has read its configuration, Kafka would tell all it does.
    private static void quietLog() {
        LogManager.getLogManager();
        for (var name : List.of("org.apache.kafka", "kafka", "state.change.logger")) {
            Logger.getLogger(name).setLevel(Level.WARNING);
        }
        org.jboss.logging.Logger.getLogger(Up.class).debug("starting");
        LoggerFactory.getLogger(Up.class).debug("starting");
    }

    private static void configure(DataDirectory data, int port, Set<Role> roles) {
        System.setProperty("quarkus.http.host", HOST);
        System.setProperty("quarkus.http.port", String.valueOf(port));
        System.setProperty("counterfoil.data", data.root().toString());
        System.setProperty(
                "counterfoil.roles",
                roles.stream().map(Role::key).collect(Collectors.joining(",")));
    }

    private static void configureMembers(Ports ports, DataDirectory data) {
        for (var name : Founding.MEMBERS) {
            var port = ports.of("member-" + name);
            System.setProperty(
                    "counterfoil.member.nodes.%s.port".formatted(name), String.valueOf(port));
            System.setProperty(
                    "counterfoil.ledger.members." + name, "http://%s:%d".formatted(HOST, port));
        }
        var authority = "counterfoil.evidence.authorities." + Founding.NOTARY;
        var port = ports.of("member-" + Founding.NOTARY);
        System.setProperty(authority + ".url", "http://%s:%d/tsa".formatted(HOST, port));
        System.setProperty(
                authority + ".roots",
                data.root().resolve("trust").resolve(Founding.TSA_ROOT).toString());
    }

    /// Quarkus may fail before its own log works; what stopped the start must be seen all the same.
    private static void report(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            System.err.println("The server did not start: " + cause);
        }
    }

    private static void greet(PrintStream out, DataDirectory data, int port) {
        out.printf("Counterfoil is ready.%n");
        out.printf("  portal    http://%s:%d/%n", HOST, port);
        out.printf("  contract  http://%s:%d/openapi.yaml%n", HOST, port);
        out.printf("  ledger    http://%s:%d/ledger/log1/checkpoint%n", HOST, port);
        out.printf("  API keys  %s%n", data.root().resolve("keys"));
        out.printf("Stop it with Ctrl-C or \"./counterfoil down\".%n");
        out.flush();
    }

    private static void stop(CountDownLatch stopped, Embedded embedded, DataDirectory data) {
        try {
            stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        embedded.close();
        data.close();
    }
}
