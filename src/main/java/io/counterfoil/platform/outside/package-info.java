/// PostgreSQL and Kafka that the operator runs, as the settings name them.
@NullMarked
package io.counterfoil.platform.outside;

import org.jspecify.annotations.NullMarked;
