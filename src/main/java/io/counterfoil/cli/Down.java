package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Stops the server of a data directory.
final class Down {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private Down() {}

    static int run(List<String> words) {
        var data = Arguments.options(words, Set.of("data"), Set.of()).data();
        System.out.println(stop(data) ? "Stopped." : "Nothing runs on " + data + ".");
        return 0;
    }

    /// Stops what runs on a directory and waits until it has ended; false when nothing does.
    static boolean stop(Path data) {
        var holders = DataDirectory.holders(data);
        if (holders.isEmpty()) {
            return false;
        }
        for (var holder : holders) {
            ProcessHandle.of(holder.pid()).ifPresent(ProcessHandle::destroy);
        }
        var deadline = Instant.now().plus(STOP_LIMIT);
        while (!DataDirectory.holders(data).isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new Refusal(
                        1,
                        "Process %d has not stopped within %d s."
                                .formatted(holders.getFirst().pid(), STOP_LIMIT.toSeconds()));
            }
            Ready.pause();
        }
        return true;
    }
}
