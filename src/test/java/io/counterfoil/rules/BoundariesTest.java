package io.counterfoil.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The house has floors: imports point down only, and roles never import each other.
class BoundariesTest {

    private static final String ROOT = "io.counterfoil.";

    /// Floors from the ground up; a package may import those before it.
    private static final List<String> FLOORS =
            List.of("kernel", "crypto", "invoice", "wire", "platform", "vault");

    private static final List<String> ROLES =
            List.of("intake", "ledger", "member", "evidence", "authority", "portal");

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.counterfoil");

    @Test
    void kernelIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + "kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "kernel..", "java..", "org.jspecify..")
                .because("an auditor must be able to run it with nothing but a JDK")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void bouncyCastleStaysInsideCrypto() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "crypto..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void invoiceKnowsNoServer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "invoice..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..", "io.vertx..", "org.hibernate..", "org.apache.kafka..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @ParameterizedTest
    @MethodSource("floors")
    void importsPointDown(String floor) {
        var above =
                Stream.concat(
                                FLOORS.subList(FLOORS.indexOf(floor) + 1, FLOORS.size()).stream(),
                                Stream.concat(ROLES.stream(), Stream.of("cli")))
                        .map(BoundariesTest::tree)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(tree(floor))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true)
                .check(ALL);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void rolesMeetOnlyInRecordsHttpAndTables(String role) {
        var others =
                ROLES.stream()
                        .filter(other -> !other.equals(role))
                        .map(BoundariesTest::tree)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(tree(role))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.copyOf(others, others.length))
                .allowEmptyShould(true)
                .check(ALL);
    }

    static Stream<String> floors() {
        return FLOORS.stream();
    }

    static Stream<String> roles() {
        return ROLES.stream();
    }

    private static String tree(String name) {
        return ROOT + name + "..";
    }
}
