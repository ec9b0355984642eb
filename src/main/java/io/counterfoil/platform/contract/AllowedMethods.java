package io.counterfoil.platform.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The methods of each address, read from the contract: what `Allow` says in a 405 (RFC 9110
/// §15.5.6).
public final class AllowedMethods {

    private static final Pattern PATH = Pattern.compile("^ {2}(/\\S*):$");
    private static final Pattern METHOD = Pattern.compile("^ {4}(get|post|put|delete):$");
    private static final List<Address> ADDRESSES = read();

    private AllowedMethods() {}

    /// An address with its methods.
    ///
    /// @param variables how much of it is open: the most literal address that fits is meant
    private record Address(Pattern pattern, int variables, List<String> methods) {

        static Address of(String template) {
            var quoted = "\\Q" + template.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E";
            // A tile's path has slashes in it.
            var rest = quoted.replace("/tile/\\E[^/]+", "/tile/\\E.+");
            var variables = (int) template.chars().filter(c -> c == '{').count();
            return new Address(Pattern.compile(rest), variables, new ArrayList<>());
        }
    }

    /// The methods of an address, comma-separated; empty for one that the contract does not have.
    public static String at(String path) {
        return ADDRESSES.stream()
                .filter(address -> address.pattern.matcher(path).matches())
                .min(Comparator.comparingInt(Address::variables))
                .map(address -> String.join(", ", address.methods))
                .orElse("");
    }

    private static List<Address> read() {
        var addresses = new ArrayList<Address>();
        for (var line : new String(new ContractResource().contract(), UTF_8).lines().toList()) {
            var path = PATH.matcher(line);
            var method = METHOD.matcher(line);
            if (path.matches()) {
                addresses.add(Address.of(path.group(1)));
            } else if (method.matches() && !addresses.isEmpty()) {
                add(addresses.getLast().methods, method.group(1).toUpperCase(Locale.ROOT));
            }
        }
        return List.copyOf(addresses);
    }

    /// Whatever can be read can be asked for without its body.
    private static void add(List<String> methods, String method) {
        methods.add(method);
        if (method.equals("GET")) {
            methods.add("HEAD");
        }
    }
}
