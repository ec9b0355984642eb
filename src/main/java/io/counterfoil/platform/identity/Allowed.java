package io.counterfoil.platform.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The roles of which an operation needs one; an operation without this is public.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allowed {

    /// Any one of these.
    ApiRole[] value();

    /// Whether a share link's secret may stand in place of a key; the operation looks whether it
    /// opens what is asked for.
    boolean shared() default false;
}
