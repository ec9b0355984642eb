/// What every role stands on: the data directory, roles, embedded servers, problems, identity.
@NullMarked
package io.counterfoil.platform;

import org.jspecify.annotations.NullMarked;
