/// Who calls: tenants, their API keys with one role each, and the sellers they act for.
@NullMarked
package io.counterfoil.platform.identity;

import org.jspecify.annotations.NullMarked;
