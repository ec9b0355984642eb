package io.counterfoil.cli;

import io.counterfoil.platform.embedded.Ports;
import java.util.List;
import java.util.Set;

/// A run over everything that starts, for the ahead-of-time cache; ends itself once it is ready.
final class Train {

    private Train() {}

    static int run(List<String> words) {
        var data = Arguments.parse(words, Set.of("data"), Set.of()).data();
        var port = Ports.anyFree();
        Ready.whenReady(port, () -> System.exit(0));
        return Up.run(List.of("--data", data.toString(), "--port", String.valueOf(port)));
    }
}
