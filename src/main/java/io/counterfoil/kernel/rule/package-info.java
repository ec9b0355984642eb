/// What may enter the log: a pure function of the prefix and a record, the same in the sequencer
/// and in every member. No clock, no locale, no network.
@NullMarked
package io.counterfoil.kernel.rule;

import org.jspecify.annotations.NullMarked;
