package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says what runs on a data directory; exit 0 only when it is ready.
final class Status {

    private Status() {}

    static int run(List<String> words) {
        var arguments = Arguments.parse(words, Set.of("data"), Set.of("json"));
        var holder = DataDirectory.holder(arguments.data());
        var ready = holder.isPresent() && Ready.isReady(holder.get().port());
        var state = holder.isEmpty() ? "stopped" : ready ? "ready" : "starting";
        if (arguments.has("json")) {
            System.out.println(json(state, holder.orElse(null)));
        } else {
            System.out.println(sentence(state, holder.orElse(null)));
        }
        return ready ? 0 : 1;
    }

    private static String json(String state, DataDirectory.@Nullable Holder holder) {
        return holder == null
                ? "{\"state\":\"%s\"}".formatted(state)
                : "{\"state\":\"%s\",\"pid\":%d,\"port\":%d}"
                        .formatted(state, holder.pid(), holder.port());
    }

    private static String sentence(String state, DataDirectory.@Nullable Holder holder) {
        return holder == null
                ? "Counterfoil is stopped."
                : "Counterfoil is %s: process %d, http://127.0.0.1:%d/."
                        .formatted(state, holder.pid(), holder.port());
    }
}
