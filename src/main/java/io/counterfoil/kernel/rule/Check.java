package io.counterfoil.kernel.rule;

import java.util.List;

/// What a member finds when it derives leaves again.
public sealed interface Check {

    /// Every leaf is what the rules make of its record.
    record Kept(List<Leaf> leaves) implements Check {

        /// Copies the list.
        public Kept {
            leaves = List.copyOf(leaves);
        }
    }

    /// A leaf is not.
    ///
    /// @param index the first bad leaf's index in the log
    record Broken(long index, String reason) implements Check {}
}
