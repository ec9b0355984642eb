package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// The server that runs on a data directory, and the keys that lie there.
///
/// @param base without a slash at the end
record Server(Path data, URI base) {

    /// The server that the settings name, such as a proxy in front of roles that run apart; or the
    /// one process that runs on the directory.
    ///
    /// @throws Refusal when there is none, or no telling which
    static Server of(Path data) {
        var named = Settings.read(data, System.getenv()).value("counterfoil.server");
        return new Server(data, named.map(Server::address).orElseGet(() -> onlyOne(data)));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^/]+/?")) {
            throw new Refusal(
                    1, "counterfoil.server has the form https://HOST or http://HOST:PORT.");
        }
        return URI.create(text.replaceFirst("/$", ""));
    }

    private static URI onlyOne(Path data) {
        var holders = DataDirectory.holders(data);
        if (holders.isEmpty()) {
            throw new Refusal(
                    1,
                    "Nothing runs on %s: start it with \"./counterfoil up\", or name another directory with --data."
                            .formatted(data));
        }
        if (holders.size() > 1) {
            throw new Refusal(
                    1,
                    "Several processes run on %s: name the address in front of them as counterfoil.server in %s."
                            .formatted(data, data.resolve(Settings.FILE)));
        }
        return URI.create("http://127.0.0.1:" + holders.getFirst().port());
    }

    /// Calls with the key of a role.
    ///
    /// @throws Refusal when the directory has no such key, or it cannot be read
    Calls as(String role) {
        var file = data.resolve("keys").resolve(role + ".key");
        try {
            return new Calls(base, Files.readString(file).strip());
        } catch (IOException e) {
            throw new Refusal(
                    1, "The API key %s cannot be read: is the server ready?".formatted(file));
        }
    }
}
