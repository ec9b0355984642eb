package io.counterfoil.cli;

import io.counterfoil.platform.StartRefused;
import java.util.Arrays;
import java.util.List;

/// The program behind `./counterfoil`: one word says what to do.
public final class Main {

    private static final String USAGE =
            """
            Counterfoil issues electronic invoices and preserves documents as evidence on a ledger
            that several organisations check and co-sign.

            usage: ./counterfoil COMMAND [options]

              up                  start everything here      [--port 8080] [--roles all] [--detach]
              down                stop it
              status              say what runs              [--json]
              demo                issue an invoice, preserve a file, verify both offline

              submit FILE...      preserve files             [--no-wait] [--again] [--json]
              issue INVOICE...    issue invoices             [--dry-run] [--strict] [--no-wait] [--json]
              fetch ID...         fetch the package          [--proof|--certificate|--content]
                                                             [--out FILE] [--no-wait] [--json]
              verify FILE         check a package or proof   [--policy FILE|FOLDER] [--json]
                                  offline                    [--leaf HASH|--entry FILE]

              member --name NAME  run one member alone       [--port 8090] [--host 127.0.0.1]

              bench               take the figures           [--seconds 10] [--json]
              test [nightly]      prove everything
              build               build without starting

            All take --data DIR, the data directory (default ./data). Exit codes: 0 done; 1 refused or
            not proven; 2 called wrongly; 3 consistent, but the signers are not trusted by you.
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
            case "submit" -> Submit.run(rest);
            case "issue" -> Issue.run(rest);
            case "fetch" -> Fetch.run(rest);
            case "verify" -> Verify.run(rest);
            case "demo" -> Demo.run(rest);
            case "bench" -> Bench.run(rest);
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
