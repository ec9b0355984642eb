package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Bytes;

/// A tile with the bytes that are served under its path.
public record TileContent(Tile tile, Bytes content) {}
