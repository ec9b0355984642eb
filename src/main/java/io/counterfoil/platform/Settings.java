package io.counterfoil.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// What the operator set: in the environment, or else in `counterfoil.properties` in the data
/// directory. Nothing here comes from a command's words, which every user of a machine can read.
public final class Settings {

    /// The file's name in the data directory.
    public static final String FILE = "counterfoil.properties";

    private final Properties file;
    private final Map<String, String> environment;

    private Settings(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /// Reads the settings of a data directory, which need not be there yet.
    ///
    /// @throws StartRefused when the file cannot be read or has a name that nobody asks for
    public static Settings read(Path data, Map<String, String> environment) {
        var path = data.resolve(FILE);
        var file = new Properties();
        if (Files.exists(path)) {
            try (var in = Files.newBufferedReader(path)) {
                file.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartRefused("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
            }
        }
        for (var name : file.stringPropertyNames()) {
            if (!name.startsWith("counterfoil.") && !name.startsWith("quarkus.")) {
                throw new StartRefused(
                        "%s: there is no setting %s; names begin with counterfoil. or quarkus."
                                .formatted(path, name));
            }
        }
        return new Settings(file, environment);
    }

    /// A setting's value; an empty one counts as none.
    public Optional<String> value(String name) {
        var set = environment.getOrDefault(variable(name), file.getProperty(name, ""));
        return Optional.of(set.strip()).filter(text -> !text.isEmpty());
    }

    /// Hands the file on to the server's configuration, which knows the environment by itself.
    public void export() {
        for (var name : file.stringPropertyNames()) {
            value(name).ifPresent(value -> System.setProperty(name, value));
        }
    }

    /// Tells the server's configuration what holds unless the operator set it.
    public void otherwise(String name, String value) {
        System.setProperty(name, value(name).orElse(value));
    }

    /// The variable of a setting: capitals, and what is no letter or digit is `_`.
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
