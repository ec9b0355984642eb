package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The part of deterministic CBOR (RFC 8949 §4.2) that entries use: one map from small integers to
/// unsigned integers, byte strings and text strings.
final class Cbor {

    /// Lengths and keys below this stand in the initial byte.
    private static final int DIRECT_MAX = 23;

    /// A value of the map.
    sealed interface Value {

        /// An unsigned integer, `0` to 2^63-1.
        record Uint(long value) implements Value {}

        /// A byte string.
        record Bstr(Bytes value) implements Value {}

        /// A text string.
        record Tstr(String value) implements Value {}
    }

    private Cbor() {}

    /// Encodes a map; its keys come out in ascending order, which for 0 to 23 is the bytewise one.
    static byte[] encode(Map<Integer, Value> map) {
        var out = new ByteArrayOutputStream();
        head(out, 5, map.size());
        new TreeMap<>(map)
                .forEach((key, value) -> {
                    head(out, 0, key);
                    write(out, value);
                });
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Value value) {
        switch (value) {
            case Value.Uint(long number) -> head(out, 0, number);
            case Value.Bstr(Bytes bytes) -> {
                head(out, 2, bytes.size());
                out.writeBytes(bytes.toArray());
            }
            case Value.Tstr(String text) -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                head(out, 3, utf8.length);
                out.writeBytes(utf8);
            }
        }
    }

    private static void head(ByteArrayOutputStream out, int major, long argument) {
        int bytes = argumentBytes(argument);
        out.write((major << 5) | (bytes == 0 ? (int) argument : additional(bytes)));
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
        }
    }

    /// How many bytes follow the initial one in the shortest form.
    private static int argumentBytes(long argument) {
        if (argument <= DIRECT_MAX) {
            return 0;
        }
        if (argument <= 0xFF) {
            return 1;
        }
        if (argument <= 0xFFFF) {
            return 2;
        }
        return argument <= 0xFFFF_FFFFL ? 4 : 8;
    }

    private static int additional(int bytes) {
        return 24 + Integer.numberOfTrailingZeros(bytes);
    }

    /// Decodes a map that [#encode] would give.
    ///
    /// @throws MalformedException when the bytes are anything else
    static Map<Integer, Value> decode(byte[] content) {
        return new Reader(content).map();
    }

    /// A cursor over the bytes of one map.
    private static final class Reader {

        private final byte[] content;
        private int at;

        Reader(byte[] content) {
            this.content = content;
        }

        Map<Integer, Value> map() {
            long size = argument(5, initial());
            if (size > DIRECT_MAX) {
                throw new MalformedException("an entry has at most 23 fields");
            }
            var map = new TreeMap<Integer, Value>();
            int previous = -1;
            for (int i = 0; i < size; i++) {
                int key = key(previous);
                map.put(key, value());
                previous = key;
            }
            if (at != content.length) {
                throw new MalformedException("bytes follow the entry");
            }
            return map;
        }

        private int key(int previous) {
            long key = argument(0, initial());
            if (key > DIRECT_MAX || key <= previous) {
                throw new MalformedException("an entry's keys are 0 to 23 in ascending order");
            }
            return (int) key;
        }

        private Value value() {
            int initial = initial();
            return switch (initial >>> 5) {
                case 0 -> new Value.Uint(argument(0, initial));
                case 2 -> {
                    int length = length(argument(2, initial));
                    yield new Value.Bstr(Bytes.of(content, at - length, length));
                }
                case 3 -> {
                    int length = length(argument(3, initial));
                    yield new Value.Tstr(Encoding.utf8(content, at - length, length));
                }
                default -> throw new MalformedException("an entry holds no such type of value");
            };
        }

        /// Steps over a string of this many bytes.
        private int length(long bytes) {
            if (bytes > content.length - at) {
                throw new MalformedException("the entry ends inside a string");
            }
            at += (int) bytes;
            return (int) bytes;
        }

        private int initial() {
            if (at == content.length) {
                throw new MalformedException("the entry ends early");
            }
            return content[at++] & 0xFF;
        }

        private long argument(int major, int initial) {
            int info = initial & 0x1F;
            if (initial >>> 5 != major || info > 27) {
                throw new MalformedException("not the type of value that stands there");
            }
            if (info <= DIRECT_MAX) {
                return info;
            }
            int bytes = 1 << (info - 24);
            if (bytes > content.length - at) {
                throw new MalformedException("the entry ends inside a number");
            }
            long argument = 0;
            for (int i = 0; i < bytes; i++) {
                argument = (argument << 8) | (content[at++] & 0xFF);
            }
            if (argument < 0 || argumentBytes(argument) != bytes) {
                throw new MalformedException("a number is not in its shortest form");
            }
            return argument;
        }
    }
}
