/// A driver for headless Chromium over its DevTools protocol, as small as our pages need.
@NullMarked
package io.counterfoil.browser;

import org.jspecify.annotations.NullMarked;
