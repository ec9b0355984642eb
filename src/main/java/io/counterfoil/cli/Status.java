package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import java.util.List;
import java.util.Set;

/// Says what runs on a data directory, a line a process; exit 0 only when all are ready.
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
            var ready = Ready.isReady(holder.port());
            System.out.println(line(ready ? "ready" : "starting", holder, json));
            all &= ready;
        }
        return all ? 0 : 1;
    }

    private static String line(String state, DataDirectory.Holder holder, boolean json) {
        var form =
                json
                        ? "{\"state\":\"%s\",\"pid\":%d,\"port\":%d}"
                        : "Counterfoil is %s: process %d, http://127.0.0.1:%d/.";
        return form.formatted(state, holder.pid(), holder.port());
    }
}
