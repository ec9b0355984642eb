package io.counterfoil.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.counterfoil.platform.problem.ProblemType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The contract holds what works and nothing else: routes and document are compared both ways.
class ContractTest {

    private static final Map<Class<? extends Annotation>, String> VERBS =
            Map.of(GET.class, "get", POST.class, "post", PUT.class, "put", DELETE.class, "delete");

    private static final Pattern EXPRESSION = Pattern.compile("\\{([^:}]+):[^}]*}");

    @Test
    void documentAndRoutesAreTheSame() throws IOException {
        assertThat(documented()).isEqualTo(routes());
    }

    @Test
    void everyOperationHasANameOfItsOwn() throws IOException {
        var names = operations(contract()).stream().map(operation -> operation.get("operationId"));
        assertThat(names.toList()).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void everyOperationMayEndInAProblem() throws IOException {
        for (var operation : operations(contract())) {
            assertThat(map(operation, "responses"))
                    .as("%s", operation.get("operationId"))
                    .containsKey("default");
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        var text = Files.readString(java.nio.file.Path.of("openapi.yaml"));
        var contract = contract();
        var references = Pattern.compile("\"#/([^\"]+)\"").matcher(text);
        while (references.find()) {
            Object found = contract;
            for (var step : references.group(1).split("/", -1)) {
                found = found instanceof Map<?, ?> map ? map.get(step) : null;
            }
            assertThat(found).as(references.group(1)).isNotNull();
        }
    }

    @Test
    void problemsHaveAddressesUnderTheDocumentedPage() throws IOException {
        assertThat(map(contract(), "paths")).containsKey("/problems/{type}");
        for (var type : ProblemType.values()) {
            assertThat(type.uri()).startsWith("/problems/");
        }
    }

    private static Set<String> routes() {
        var routes = new TreeSet<String>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.counterfoil")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .forEach(type ->
                                type.getMethods()
                                        .forEach(m -> route(type, m).ifPresent(routes::add)));
        return routes;
    }

    private static Optional<String> route(JavaClass type, JavaMethod method) {
        var verb =
                VERBS.entrySet().stream()
                        .filter(known -> method.isAnnotatedWith(known.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        var own =
                method.isAnnotatedWith(Path.class)
                        ? method.getAnnotationOfType(Path.class).value()
                        : "";
        var path =
                ("/" + type.getAnnotationOfType(Path.class).value() + "/" + own)
                        .replaceAll("/+", "/");
        var trimmed =
                path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path;
        return verb.map(name -> name + " " + EXPRESSION.matcher(trimmed).replaceAll("{$1}"));
    }

    private static Set<String> documented() throws IOException {
        return map(contract(), "paths").entrySet().stream()
                .flatMap(path ->
                        cast(path.getValue()).keySet().stream()
                                .filter(VERBS.values()::contains)
                                .map(verb -> verb + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<Map<String, Object>> operations(Map<String, Object> contract) {
        return map(contract, "paths").values().stream()
                .flatMap(path ->
                        cast(path).entrySet().stream()
                                .filter(entry -> VERBS.containsValue(entry.getKey())))
                .map(entry -> cast(entry.getValue()))
                .toList();
    }

    private static Map<String, Object> contract() throws IOException {
        return new Yaml().load(Files.readString(java.nio.file.Path.of("openapi.yaml")));
    }

    private static Map<String, Object> map(Map<String, Object> of, String name) {
        return cast(Objects.requireNonNull(of.get(name)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
