package io.counterfoil.invoice.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds for every group of terms.
public final class Groups {

    private static final ClassValue<List<Method>> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getAccessor)
                            .toList();
                }
            };

    private Groups() {}

    /// The group, or `null` when it holds no term: an empty group is an absent one.
    public static <R extends Record> @Nullable R orNull(R group) {
        return ACCESSORS.get(group.getClass()).stream().allMatch(term -> isAbsent(group, term))
                ? null
                : group;
    }

    private static boolean isAbsent(Record group, Method term) {
        try {
            var value = term.invoke(group);
            return value == null || (value instanceof Collection<?> list && list.isEmpty());
        } catch (IllegalAccessException | InvocationTargetException fault) {
            throw new IllegalStateException("a record's accessor failed: " + term, fault);
        }
    }
}
