package io.counterfoil.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterfoil.platform.DataDirectory;
import java.util.List;
import java.util.Set;

/// Says what runs on a data directory, a line a process, and what troubles it; exit 0 only when all
/// are ready.
final class Status {

    private Status() {}

    static int run(List<String> words) {
        var arguments = Arguments.options(words, Set.of("data"), Set.of("json"));
        var json = arguments.has("json");
        var holders = DataDirectory.holders(arguments.data());
        if (holders.isEmpty()) {
            System.out.println(json ? "{\"state\":\"stopped\"}" : "Counterfoil is stopped.");
            return 1;
        }
        var all = true;
        for (var holder : holders) {
            var health = Health.at(holder.port());
            System.out.println(json ? object(health, holder) : line(health, holder));
            all &= health.isReady();
        }
        return all ? 0 : 1;
    }

    static String line(Health health, DataDirectory.Holder holder) {
        var line =
                "Counterfoil is %s: process %d, http://127.0.0.1:%d/."
                        .formatted(state(health), holder.pid(), holder.port());
        return health.troubles().isEmpty()
                ? line
                : line + "\n  " + String.join("\n  ", health.troubles());
    }

    static String object(Health health, DataDirectory.Holder holder) {
        var object =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", state(health))
                        .put("pid", holder.pid())
                        .put("port", holder.port());
        if (!health.troubles().isEmpty()) {
            health.troubles().forEach(object.putArray("troubles")::add);
        }
        return object.toString();
    }

    private static String state(Health health) {
        return health.isReady() ? "ready" : "starting";
    }
}
