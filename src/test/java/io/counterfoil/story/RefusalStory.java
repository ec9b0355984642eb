package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be done is refused in one plain sentence: never a stack trace, never a success.
class RefusalStory {

    @TempDir static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = Product.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void refusesASecondServerOnTheSameDirectory() {
        var port = String.valueOf(Ports.anyFree());
        assertRefused(
                Product.run("up", "--data", product.data().toString(), "--port", port),
                "Counterfoil already runs");
    }

    @Test
    void refusesAPortThatIsTaken() {
        var other = folder.resolve("other").toString();
        assertRefused(
                Product.run("up", "--data", other, "--port", String.valueOf(product.port())),
                String.valueOf(product.port()));
    }

    @Test
    void refusesADirectoryOfANewerVersion() throws IOException {
        var newer = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(newer.resolve("layout"), "99\n");
        assertRefused(
                Product.run("up", "--data", newer.toString(), "--port", "0"), "has layout 99");
    }

    /// Kafka starts beside the server, which is under way when Kafka refuses.
    @Test
    void refusesTheKafkaOfAnotherCluster() throws IOException {
        var foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.copy(product.data().resolve("layout"), foreign.resolve("layout"));
        var own = Files.readString(product.data().resolve("kafka/meta.properties"));
        Files.writeString(
                Files.createDirectory(foreign.resolve("kafka")).resolve("meta.properties"),
                own.replaceFirst("(?m)^cluster.id=.*", "cluster.id=ofAnotherCluster000000"));
        assertRefused(
                Product.run("up", "--data", foreign.toString(), "--port", "0"),
                "Kafka could not prepare");
    }

    /// By then Kafka may have said something of its own.
    @Test
    void refusesASettingThatIsOutOfBounds() throws IOException {
        var data = Files.createDirectory(folder.resolve("bounds"));
        Files.writeString(
                data.resolve("counterfoil.properties"), "counterfoil.intake.waiters-max=0\n");
        var outcome = Product.run("up", "--data", data.toString(), "--port", "0");
        assertThat(outcome.exitCode()).isPositive();
        assertThat(outcome.err())
                .contains(
                        "The server did not start:"
                                + " counterfoil.intake.waiters-max is 0 and must be at least 1.")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void refusesALookThatCannotBePrinted() throws IOException {
        var data = Files.createDirectory(folder.resolve("looks"));
        Files.writeString(
                data.resolve("counterfoil.properties"), "counterfoil.intake.paper.accent=blue\n");
        var outcome = Product.run("up", "--data", data.toString(), "--port", "0");
        assertThat(outcome.exitCode()).isPositive();
        assertThat(outcome.err())
                .contains(
                        "Invoices cannot be printed as counterfoil.intake.paper says:"
                                + " a colour is written #RRGGBB, not blue.")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void refusesARoleThatThereIsNot() {
        var other = folder.resolve("other").toString();
        assertRefused(
                Product.run("up", "--data", other, "--roles", "intake,fortune"),
                "There is no role \"fortune\"");
    }

    @Test
    void refusesToRunWithoutTheRightJdk() throws IOException {
        var older = folder.resolve("jdk-21");
        Files.createDirectories(older.resolve("bin"));
        Files.writeString(older.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        var javac = Files.createFile(older.resolve("bin/javac"));
        assertThat(javac.toFile().setExecutable(true)).isTrue();
        var environment =
                Map.of("JAVA_HOME", older.toString(), "COUNTERFOIL_JDKS", older.toString());
        assertRefused(Product.run(environment, "status"), "needs a JDK 25");
    }

    @Test
    void refusesWhatNoCommandIs() {
        assertRefused(Product.run("dance"), "There is no command dance");
        assertRefused(Product.run("status", "--loud"), "There is no option --loud");
        assertRefused(Product.run("submit"), "usage: ./counterfoil submit");
    }

    @Test
    void refusesToCallAServerThatDoesNotRun() {
        var nowhere = folder.resolve("nowhere").toString();
        assertRefused(Product.run("submit", "pom.xml", "--data", nowhere), "Nothing runs on");
    }

    @Test
    void saysWhatRuns() {
        var words = Product.run("status", "--data", product.data().toString());
        var object = Product.run("status", "--json", "--data", product.data().toString());
        assertThat(words.exitCode()).isZero();
        assertThat(words.out()).startsWith("Counterfoil is ready");
        assertThat(object.out()).contains("\"state\":\"ready\"", "\"port\":" + product.port());
    }

    private static void assertRefused(Product.Outcome outcome, String sentence) {
        assertThat(outcome.exitCode()).isPositive();
        assertThat(outcome.err()).contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().strip().lines()).hasSize(1);
    }
}
