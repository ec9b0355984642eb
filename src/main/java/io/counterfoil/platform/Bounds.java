package io.counterfoil.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The least and the greatest value of a setting that is a whole number; with another the server
/// does not start.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounds {

    /// The least value.
    int min();

    /// The greatest value; without it, any greater one will do.
    int max() default Integer.MAX_VALUE;
}
