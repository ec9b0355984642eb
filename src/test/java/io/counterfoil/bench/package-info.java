/// JMH benches; run by `./counterfoil bench`, never by the tests.
@NullMarked
package io.counterfoil.bench;

import org.jspecify.annotations.NullMarked;
