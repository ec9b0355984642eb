package io.counterfoil.platform;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Holds our settings to their [Bounds] when the configuration is read. (Bean Validation would do
/// it too, and took a seventh of the program's own time at every start.)
public final class BoundsCheck implements SmallRyeConfigBuilderCustomizer, ConfigValidator {

    private static final String OURS = "io.counterfoil.";

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(this);
    }

    /// @throws ConfigValidationException that names every setting out of bounds
    @Override
    public void validateMapping(Class<?> mapping, String prefix, Object settings) {
        var problems = problems(mapping, prefix, settings).map(Problem::new).toList();
        if (!problems.isEmpty()) {
            throw new ConfigValidationException(problems.toArray(Problem[]::new));
        }
    }

    private static Stream<String> problems(Class<?> group, String name, Object settings) {
        return group.getName().startsWith(OURS)
                ? Stream.of(group.getMethods())
                        .flatMap(setting -> problems(setting, name, settings))
                : Stream.empty();
    }

    private static Stream<String> problems(Method setting, String prefix, Object settings) {
        var name = prefix + "." + StringUtil.skewer(setting.getName());
        var value = value(setting, settings);
        var bounds = setting.getAnnotation(Bounds.class);
        if (bounds != null) {
            var number = (int) value;
            return bounds.min() <= number && number <= bounds.max()
                    ? Stream.empty()
                    : Stream.of(sentence(name, number, bounds));
        }
        if (value instanceof Map<?, ?> groups) {
            return groups.entrySet().stream()
                    .flatMap(entry -> nested(name + "." + entry.getKey(), entry.getValue()));
        }
        return problems(setting.getReturnType(), name, value);
    }

    /// The settings of a group in a map, whose type only the group itself tells.
    private static Stream<String> nested(String name, Object settings) {
        return Stream.of(settings.getClass().getInterfaces())
                .flatMap(group -> problems(group, name, settings));
    }

    private static String sentence(String name, int value, Bounds bounds) {
        return bounds.max() == Integer.MAX_VALUE
                ? "%s is %d and must be at least %d.".formatted(name, value, bounds.min())
                : "%s is %d and must be from %d to %d."
                        .formatted(name, value, bounds.min(), bounds.max());
    }

    private static Object value(Method setting, Object settings) {
        try {
            setting.setAccessible(true);
            return Objects.requireNonNull(setting.invoke(settings));
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
