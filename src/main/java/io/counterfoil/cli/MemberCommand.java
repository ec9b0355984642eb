package io.counterfoil.cli;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.member.Line;
import io.counterfoil.member.MemberKeys;
import io.counterfoil.member.MemberNode;
import io.counterfoil.member.MemberSettings;
import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/// Runs one member alone, as an organisation of the consortium does.
final class MemberCommand {

    private static final String HOST = "127.0.0.1";
    private static final String KEY_NAMES = "counterfoil.local/";
    private static final int PORT = 8090;
    private static final int PORT_MAX = 65_535;

    private MemberCommand() {}

    static int run(List<String> words) {
        var arguments =
                Arguments.options(
                        words, Set.of("name", "data", "port", "host"), Set.of("trust-store"));
        String name =
                arguments
                        .value("name")
                        .orElseThrow(() -> new Refusal("A member needs a --name, such as tax."));
        String host = arguments.value("host").orElse(HOST);
        int port = arguments.number("port", PORT, PORT_MAX);
        Ports.requireFree(host, port);
        LogManager.getLogManager();
        try (var data = DataDirectory.open(arguments.data())) {
            data.announce(port);
            var settings =
                    settings(data.root(), name, new InetSocketAddress(host, port))
                            .trustingStore(arguments.has("trust-store"));
            run(settings, System.out);
            return 0;
        } catch (IOException e) {
            throw new StartRefused("Member %s cannot run: %s.".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /// A name with a slash is taken as it is, another is one of the default consortium.
    private static MemberSettings settings(Path data, String name, InetSocketAddress address)
            throws IOException {
        try {
            var keyName = new KeyName(name.contains("/") ? name : KEY_NAMES + name);
            String folder = name.substring(name.lastIndexOf('/') + 1);
            return MemberSettings.of(
                            keyName,
                            MemberSettings.directory(data, folder),
                            MemberSettings.highWater(data, folder),
                            address)
                    .withTimeStamps();
        } catch (MalformedException e) {
            throw new Refusal("--name: %s.".formatted(e.getMessage()));
        }
    }

    private static void run(MemberSettings settings, PrintStream out)
            throws IOException, InterruptedException {
        var keys = MemberKeys.ensure(settings.directory(), settings.name());
        if (!MemberNode.missing(settings).isEmpty()) {
            askForPolicies(keys, MemberNode.missing(settings), out);
        }
        while (!MemberNode.missing(settings).isEmpty()) {
            TimeUnit.SECONDS.sleep(1);
        }
        var node = MemberNode.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        var address = node.address();
        out.printf(
                "Member %s listens on http://%s:%d/%n",
                settings.name(), address.getHostString(), address.getPort());
        out.printf("Stop it with Ctrl-C.%n");
        out.flush();
        new CountDownLatch(1).await();
    }

    private static void askForPolicies(MemberKeys keys, List<Path> missing, PrintStream out) {
        for (Line line : Line.values()) {
            keys.verifierKeys(line).stream().map(VerifierKey::toString).forEach(out::println);
        }
        out.printf(
                "Give these four keys to the consortium; the member starts when it has %s.%n",
                missing.stream().map(Path::toString).collect(Collectors.joining(" and ")));
        out.flush();
    }

    private static void close(MemberNode node) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
