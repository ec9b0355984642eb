package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;

/// How far the log has come: its tree, and the place in the topic behind the last record it holds.
///
/// @param size leaves, refusals included
/// @param root of the tree of that size
/// @param topicId tells a topic from another of the same name that was made later; empty at first
/// @param nextOffset of the next record to be read
/// @param newest the latest time of receipt in the log, milliseconds since 1970
record Head(long size, Hash root, String topicId, long nextOffset, long newest) {}
