package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// The coordinates of a tile of hashes or of a bundle of entries (C2SP tlog-tiles).
///
/// Index 1234067 of level 0 is `tile/0/x001/x234/067`; its first 17 hashes alone are
/// `tile/0/x001/x234/067.p/17`.
///
/// @param level height in tiles, 0 to 63, or [#ENTRIES]
/// @param index position among the tiles of its level
/// @param width hashes or entries in it, 1 to [#WIDTH]; below [#WIDTH] the tile is partial
public record Tile(int level, long index, int width) {

    /// Hashes or entries in a full tile.
    public static final int WIDTH = 256;

    /// Levels of the tree that one tile spans: `2^8 = 256`.
    public static final int HEIGHT = 8;

    /// The level of bundles, which hold entries instead of hashes.
    public static final int ENTRIES = -1;

    private static final int LEVEL_MAX = 63;
    private static final String ROOT = "tile/";

    /// Checks the bounds.
    public Tile {
        if (level < ENTRIES || level > LEVEL_MAX || index < 0 || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException(
                    "no tile: level %d, index %d, width %d".formatted(level, index, width));
        }
    }

    /// The tile of a level and index as a tree of `size` leaves has it, full or partial.
    ///
    /// @throws IllegalArgumentException when that tree has nothing there
    public static Tile at(int level, long index, long size) {
        long hashes = size >>> (HEIGHT * Math.max(level, 0));
        boolean tooHigh = HEIGHT * level >= Long.SIZE;
        long width = tooHigh ? 0 : Math.min(hashes - index * WIDTH, WIDTH);
        return new Tile(level, index, (int) Math.max(width, 0));
    }

    /// The bundle of entries that holds the entry at an index of a tree of `size` leaves.
    public static Tile bundleOf(long entry, long size) {
        return at(ENTRIES, entry / WIDTH, size);
    }

    /// Parses a path such as `tile/0/x001/x234/067.p/17`.
    ///
    /// @throws MalformedException when it is not the one spelling of a tile's path
    public static Tile parse(String path) {
        int slash = path.indexOf('/', ROOT.length());
        if (!path.startsWith(ROOT) || slash < 0) {
            throw new MalformedException("not the path of a tile");
        }
        String level = path.substring(ROOT.length(), slash);
        String rest = path.substring(slash + 1);
        int dot = rest.indexOf(".p/");
        String index = dot < 0 ? rest : rest.substring(0, dot);
        long width = dot < 0 ? WIDTH : Encoding.decimal(rest.substring(dot + 3));
        long height = level.equals("entries") ? ENTRIES : Encoding.decimal(level);
        if (height > LEVEL_MAX || width < 1 || width > WIDTH || (dot >= 0 && width == WIDTH)) {
            throw new MalformedException("not a level of 0 to 63 or a partial width of 1 to 255");
        }
        var tile = new Tile((int) height, parseIndex(index), (int) width);
        if (!tile.path().equals(path)) {
            throw new MalformedException("not the canonical path of a tile");
        }
        return tile;
    }

    private static long parseIndex(String text) {
        String digits = text.replace("/", "").replace("x", "");
        if (digits.isEmpty()) {
            throw new MalformedException("not the index of a tile");
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return Encoding.decimal(digits.substring(zeros));
    }

    /// The path below the log's prefix, canonical.
    public String path() {
        var path = new StringBuilder(ROOT);
        path.append(isBundle() ? "entries" : String.valueOf(level)).append('/');
        String digits = String.valueOf(index);
        String padded = "0".repeat((3 - digits.length() % 3) % 3) + digits;
        for (int i = 0; i + 3 < padded.length(); i += 3) {
            path.append('x').append(padded, i, i + 3).append('/');
        }
        path.append(padded, padded.length() - 3, padded.length());
        return isPartial() ? path.append(".p/").append(width).toString() : path.toString();
    }

    /// Whether it holds entries instead of hashes.
    public boolean isBundle() {
        return level == ENTRIES;
    }

    /// Whether it lacks some of its 256 places.
    public boolean isPartial() {
        return width < WIDTH;
    }

    /// The same place with all 256 filled, whose content begins with this one's.
    public Tile full() {
        return new Tile(level, index, WIDTH);
    }

    /// The tiles and the bundle that a tree of `newSize` leaves has and one of `oldSize` has not.
    public static List<Tile> between(long oldSize, long newSize) {
        var tiles = new ArrayList<Tile>();
        for (int level = ENTRIES; level * HEIGHT < Long.SIZE - 1; level++) {
            int shift = HEIGHT * Math.max(level, 0);
            long from = (oldSize >>> shift) / WIDTH;
            long hashes = newSize >>> shift;
            boolean grown = hashes > oldSize >>> shift;
            for (long index = from; grown && index * WIDTH < hashes; index++) {
                tiles.add(at(level, index, newSize));
            }
        }
        return List.copyOf(tiles);
    }
}
