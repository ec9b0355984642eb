package io.counterfoil.member;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The key-value store of one member: five families of bytes, written in atomic batches.
///
/// Keys sort as unsigned bytes. Safe for use by many threads; once closed every call is refused,
/// since the library under it would end the process.
final class MemberStore implements AutoCloseable {

    /// Small, because four members share one small machine; the file system caches the rest.
    private static final long CACHE_BYTES = 4 << 20;

    private final RocksDB db;
    private final StoreOptions options;
    private final DBOptions dbOptions;
    private final LRUCache cache;
    private final Map<Family, ColumnFamilyHandle> families;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final WriteOptions soon = new WriteOptions().setSync(false);

    /// Set under the write lock of [#use].
    private boolean closed;

    private MemberStore(Opening opening) {
        this.db = opening.db;
        this.options = opening.options;
        this.dbOptions = opening.dbOptions;
        this.cache = opening.cache;
        this.families = opening.families;
    }

    /// What a key belongs to; each family has its own sort order and its own limits.
    enum Family {
        /// Checkpoints and marks: a few small values.
        STATE,
        /// Entry id to index.
        IDS,
        /// Uniqueness key to index.
        KEYS,
        /// Runs of hashes by level and first index.
        TILES,
        /// Runs of entries by first index.
        BUNDLES;

        byte[] columnFamily() {
            return this == STATE
                    ? RocksDB.DEFAULT_COLUMN_FAMILY
                    : name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private record Opening(
            RocksDB db,
            StoreOptions options,
            DBOptions dbOptions,
            LRUCache cache,
            Map<Family, ColumnFamilyHandle> families) {}

    /// Opens a store and makes it where there is none.
    ///
    /// @throws IOException also when another process has it open
    static MemberStore open(Path directory) throws IOException {
        NativeLibrary.load();
        Files.createDirectories(directory);
        var cache = new LRUCache(CACHE_BYTES);
        var options = new StoreOptions(cache);
        var dbOptions = options.database();
        var descriptors =
                Arrays.stream(Family.values())
                        .map(family ->
                                new ColumnFamilyDescriptor(
                                        family.columnFamily(), options.of(family)))
                        .toList();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try {
            var db = RocksDB.open(dbOptions, directory.toString(), descriptors, handles);
            var families = new EnumMap<Family, ColumnFamilyHandle>(Family.class);
            var next = handles.iterator();
            for (Family family : Family.values()) {
                families.put(family, next.next());
            }
            return new MemberStore(new Opening(db, options, dbOptions, cache, families));
        } catch (RocksDBException e) {
            options.close();
            dbOptions.close();
            cache.close();
            throw new IOException("the store %s does not open".formatted(directory), e);
        }
    }

    /// The value of a key.
    byte @Nullable [] get(Family family, byte[] key) {
        return used(() -> db.get(handle(family), key));
    }

    /// The values of many keys in their order; null where there is none.
    List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
        var handles = Collections.nCopies(keys.size(), handle(family));
        return used(() -> new ArrayList<byte @Nullable []>(db.multiGetAsList(handles, keys)));
    }

    /// The values of all keys in `[from, to)`, one behind the other.
    byte[] run(Family family, byte[] from, byte[] to) {
        var content = new ByteArrayOutputStream();
        each(family, from, to, (_, value) -> content.writeBytes(value));
        return content.toByteArray();
    }

    /// Hands every key in `[from, to)` with its value over, in their order.
    void each(Family family, byte[] from, byte[] to, BiConsumer<byte[], byte[]> reader) {
        used(() -> {
            try (var read = new ReadOptions();
                    var iterator = db.newIterator(handle(family), read)) {
                iterator.seek(from);
                while (iterator.isValid() && Arrays.compareUnsigned(iterator.key(), to) < 0) {
                    reader.accept(iterator.key(), iterator.value());
                    iterator.next();
                }
                iterator.status();
            }
            return true;
        });
    }

    /// A key with its value.
    record Found(ByteBuffer key, ByteBuffer value) {}

    /// The greatest key that is at most the given one.
    Optional<Found> floor(Family family, byte[] key) {
        return used(() -> {
            try (RocksIterator iterator = db.newIterator(handle(family))) {
                iterator.seekForPrev(key);
                iterator.status();
                return iterator.isValid()
                        ? Optional.of(
                                new Found(
                                        ByteBuffer.wrap(iterator.key()),
                                        ByteBuffer.wrap(iterator.value())))
                        : Optional.empty();
            }
        });
    }

    /// A batch to be filled.
    Batch batch() {
        return new Batch();
    }

    /// Changes that happen together or not at all.
    final class Batch implements AutoCloseable {

        private final WriteBatch changes = new WriteBatch();

        /// Sets a key's value.
        Batch put(Family family, byte[] key, byte[] value) {
            return changed(() -> changes.put(handle(family), key, value));
        }

        /// Forgets a key.
        Batch delete(Family family, byte[] key) {
            return changed(() -> changes.delete(handle(family), key));
        }

        private Batch changed(Change change) {
            try {
                change.make();
                return this;
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        /// Makes the changes; they survive the end of this process, and of the machine once a later
        /// [#writeDurably()] returned.
        void write() {
            write(soon);
        }

        /// Makes these changes, and all written before them, survive the machine.
        void writeDurably() {
            write(durable);
        }

        private void write(WriteOptions how) {
            used(() -> {
                db.write(how, changes);
                return true;
            });
        }

        @Override
        public void close() {
            changes.close();
        }
    }

    private interface Change {
        void make() throws RocksDBException;
    }

    private interface Use<T> {
        T run() throws RocksDBException;
    }

    private <T> T used(Use<T> use) {
        var lock = this.use.readLock();
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the member's store is closed");
            }
            return use.run();
        } catch (RocksDBException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = families.get(family);
        if (handle == null) {
            throw new IllegalStateException("every family is open");
        }
        return handle;
    }

    private static UncheckedIOException failed(RocksDBException e) {
        return new UncheckedIOException(new IOException("the member's store failed", e));
    }

    @Override
    public void close() {
        var lock = use.writeLock();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            families.values().forEach(ColumnFamilyHandle::close);
            db.close();
            List.of(durable, soon).forEach(WriteOptions::close);
            dbOptions.close();
            options.close();
            cache.close();
        } finally {
            lock.unlock();
        }
    }
}
