package io.counterfoil.cli;

import io.counterfoil.platform.StartRefused;
import java.util.Arrays;
import java.util.List;

/// The program behind `./counterfoil`: one word says what to do.
public final class Main {

    private static final String USAGE =
            """
            usage: ./counterfoil COMMAND [options]

              up      start everything here     [--data DIR] [--port 8080] [--roles all] [--detach]
              down    stop it                   [--data DIR]
              status  say what runs             [--data DIR] [--json]
              member  run one member alone      --name NAME [--data DIR] [--port 8090] [--host 127.0.0.1]
            """;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String... words) {
        System.exit(run(Arrays.asList(words)));
    }

    private static int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            return refusal.exitCode();
        } catch (StartRefused refusal) {
            System.err.println(refusal.getMessage());
            return 1;
        }
    }

    private static int dispatch(List<String> words) {
        var command = words.isEmpty() ? "help" : words.getFirst();
        var rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (command) {
            case "up" -> Up.run(rest);
            case "down" -> Down.run(rest);
            case "status" -> Status.run(rest);
            case "member" -> MemberCommand.run(rest);
            case "train" -> Train.run(rest);
            case "help", "--help", "-h" -> help();
            default ->
                    throw new Refusal(
                            "There is no command %s; see \"./counterfoil help\"."
                                    .formatted(command));
        };
    }

    private static int help() {
        System.out.print(USAGE);
        return 0;
    }
}
