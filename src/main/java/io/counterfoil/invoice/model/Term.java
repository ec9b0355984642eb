package io.counterfoil.invoice.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the business terms (BT) or groups (BG) of EN 16931 that a record component carries.
///
/// A record that serves several groups (an address, say) lists one term for each of them.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Term {
    /// Identifiers such as `BT-27`.
    String[] value();
}
