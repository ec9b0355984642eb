package io.counterfoil.member;

import io.counterfoil.member.MemberStore.Family;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.WALRecoveryMode;

/// How RocksDB is set up for a member: little memory, checksums on every block, nothing compressed
/// because hashes do not shrink.
final class StoreOptions implements AutoCloseable {

    /// Log files are dropped once what they hold has been sorted away.
    private static final long WAL_BYTES_MAX = 16 << 20;

    /// Enough for 100 GB of tables without keeping every file open.
    private static final int OPEN_FILES_MAX = 256;

    private static final int FILTER_BITS_PER_KEY = 10;

    /// Nearly every id that is looked up is new: a filter over what is not yet sorted away, too, as
    /// a share of its buffer.
    private static final double BUFFER_FILTER_RATIO = 0.1;

    private final Cache cache;
    private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);
    private final List<ColumnFamilyOptions> made = new ArrayList<>();

    StoreOptions(Cache cache) {
        this.cache = cache;
    }

    DBOptions database() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxTotalWalSize(WAL_BYTES_MAX)
                .setMaxOpenFiles(OPEN_FILES_MAX)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    ColumnFamilyOptions of(Family family) {
        var options =
                new ColumnFamilyOptions()
                        .setCompressionType(CompressionType.NO_COMPRESSION)
                        .setWriteBufferSize(writeBufferBytes(family))
                        .setMaxWriteBufferNumber(2)
                        .setMemtablePrefixBloomSizeRatio(BUFFER_FILTER_RATIO)
                        .setMemtableWholeKeyFiltering(true)
                        .setTableFormatConfig(tables());
        made.add(options);
        return options;
    }

    private static long writeBufferBytes(Family family) {
        return switch (family) {
            case STATE -> 256 << 10;
            case KEYS, TILES -> 1 << 20;
            case BUNDLES -> 2 << 20;
            case IDS -> 4 << 20;
        };
    }

    /// Index and filters are read in parts, so that memory does not grow with the log.
    private BlockBasedTableConfig tables() {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinTopLevelIndexAndFilter(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setFilterPolicy(filter);
    }

    @Override
    public void close() {
        made.forEach(ColumnFamilyOptions::close);
        filter.close();
    }
}
