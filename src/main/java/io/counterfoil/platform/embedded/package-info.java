/// PostgreSQL and Kafka inside the all-in-one, with the durability of the real ones.
@NullMarked
package io.counterfoil.platform.embedded;

import org.jspecify.annotations.NullMarked;
