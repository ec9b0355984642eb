package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.Settings;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Servers;
import io.counterfoil.platform.outside.Outside;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        var arguments = Arguments.options(words, Set.of("data", "port", "roles"), Set.of("detach"));
        var roles = Role.parse(arguments.value("roles").orElse("all"));
        var settings = Settings.read(arguments.data(), System.getenv());
        var outside = Outside.of(settings);
        if (arguments.has("detach")) {
            return Detached.start(
                    outside.open(arguments.data(), roles),
                    arguments.port(),
                    List.of("--roles", names(roles)),
                    System.out);
        }
        Ports.requireFree(HOST, arguments.port());
        var data = outside.open(arguments.data(), roles);
        data.announce(arguments.port());
        quietLog();
        settings.export();
        configure(data, arguments.port(), roles, settings);
        var ports = new Ports(data.root().resolve("ports"), arguments.port());
        var needsKafka = roles.stream().anyMatch(Role::usesKafka);
        var servers = Servers.begin(data, ports, outside, needsKafka);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, servers, data)));
        try {
            if (!outside.isComplete() || roles.contains(Role.MEMBER)) {
                configureMembers(ports, data, settings);
            }
            prepare(servers, data, outside.isComplete() && !roles.contains(Role.LEDGER), roles);
            Ready.whenReady(
                    arguments.port(), () -> greet(System.out, data, arguments.port(), roles));
            return serve(servers);
        } finally {
            stopped.countDown();
        }
    }

    /// The servers start while the consortium is founded; where another process founds, a server
    /// that is away is told before the wait for that.
    private static void prepare(
            Servers servers, DataDirectory data, boolean isFoundedElsewhere, Set<Role> roles) {
        if (isFoundedElsewhere) {
            servers.awaitFirst();
            Founding.await(data.root(), roles, System.out);
        } else {
            Founding.ensure(data);
            servers.awaitFirst();
        }
    }

    /// Kafka goes on starting beside; who needs it waits for it. Where it cannot start, that is
    /// what is reported, not what the server makes of being interrupted.
    private static int serve(Servers servers) {
        servers.whenRefused(Thread.currentThread()::interrupt);
        var outcome = new AtomicReference<>(new Outcome(0, null));
        Quarkus.run(null, (code, failure) -> outcome.set(new Outcome(code, failure)));
        servers.awaitAll();
        report(outcome.get().failure);
        return outcome.get().exitCode;
    }

    private record Outcome(int exitCode, @Nullable Throwable failure) {}

    /// The log manager's classes deadlock when two threads are the first to use them; and until the
    /// server has read its configuration, everybody would tell all they do.
    private static void quietLog() {
        LogManager.getLogManager();
        Logger.getLogger("").setLevel(Level.WARNING);
        org.jboss.logging.Logger.getLogger(Up.class).debug("starting");
        LoggerFactory.getLogger(Up.class).debug("starting");
    }

    private static void configure(
            DataDirectory data, int port, Set<Role> roles, Settings settings) {
        settings.otherwise("quarkus.http.host", HOST);
        System.setProperty("quarkus.http.port", String.valueOf(port));
        System.setProperty("counterfoil.data", data.root().toString());
        System.setProperty("counterfoil.roles", names(roles));
    }

    private static String names(Set<Role> roles) {
        return roles.stream().map(Role::key).collect(Collectors.joining(","));
    }

    /// The members of the default consortium run in this process; who is told otherwise by the
    /// operator asks them elsewhere.
    private static void configureMembers(Ports ports, DataDirectory data, Settings settings) {
        for (var name : Founding.MEMBERS) {
            var own = "counterfoil.member.nodes.%s.port".formatted(name);
            var port =
                    settings.value(own).orElseGet(() -> String.valueOf(ports.of("member-" + name)));
            settings.otherwise(own, port);
            settings.otherwise(
                    "counterfoil.ledger.members." + name, "http://%s:%s".formatted(HOST, port));
            if (name.equals(Founding.NOTARY)) {
                configureAuthority(port, data, settings);
            }
        }
    }

    private static void configureAuthority(String port, DataDirectory data, Settings settings) {
        var authority = "counterfoil.evidence.authorities." + Founding.NOTARY;
        settings.otherwise(authority + ".url", "http://%s:%s/tsa".formatted(HOST, port));
        settings.otherwise(
                authority + ".roots",
                data.root().resolve("trust").resolve(Founding.TSA_ROOT).toString());
    }

    /// Quarkus may fail before its own log works; what stopped the start must be seen all the same.
    private static void report(@Nullable Throwable failure) {
        causes(failure).stream()
                .flatMap(cause -> reasons(cause).stream())
                .findFirst()
                .orElseGet(() -> causes(failure).stream().map(String::valueOf).toList())
                .forEach(why -> System.err.println("The server did not start: " + why));
    }

    /// What an operator can mend, in sentences; empty for a fault.
    private static Optional<List<String>> reasons(Throwable cause) {
        return switch (cause) {
            case ConfigValidationException settings ->
                    Optional.of(settings.toString().lines().skip(1).map(String::strip).toList());
            case StartRefused refusal -> Optional.of(List.of(String.valueOf(refusal.getMessage())));
            default -> Optional.empty();
        };
    }

    private static List<Throwable> causes(@Nullable Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static void greet(PrintStream out, DataDirectory data, int port, Set<Role> roles) {
        out.printf("Counterfoil is ready.%n");
        if (roles.contains(Role.PORTAL)) {
            out.printf("  portal    http://%s:%d/%n", HOST, port);
        }
        out.printf("  contract  http://%s:%d/openapi.yaml%n", HOST, port);
        if (roles.contains(Role.LEDGER)) {
            out.printf("  ledger    http://%s:%d/ledger/log1/checkpoint%n", HOST, port);
        }
        out.printf("  API keys  %s%n", data.root().resolve("keys"));
        out.printf("Stop it with Ctrl-C or \"./counterfoil down\".%n");
        out.flush();
    }

    private static void stop(CountDownLatch stopped, Servers servers, DataDirectory data) {
        try {
            stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        servers.close();
        data.close();
    }
}
