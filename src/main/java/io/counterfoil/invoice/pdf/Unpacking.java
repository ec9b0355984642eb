package io.counterfoil.invoice.pdf;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/// How much PDFBox may unpack of a stranger's PDF.
///
/// PDFBox decodes a stream as a whole into memory, and some of them before it gives the document
/// out; two megabytes of deflated blanks are two gigabytes. It has no limit of its own, nor a place
/// for one: each of its filters is put behind one that counts. Outside of [#within] they count
/// nothing.
final class Unpacking {

    /// A row of pixels is not longer; the filters hold two of them.
    private static final int COLUMNS_MAX = 1 << 20;

    /// Of tables and objects that are packed together PDFBox makes objects of every two bytes.
    private static final int TABLES_MAX = 1 << 20;

    private static final ScopedValue<Unpacking> CURRENT = ScopedValue.newInstance();

    static {
        countEveryFilter();
    }

    private final long limit;
    private long bytes;
    private long tables;

    private Unpacking(long limit) {
        this.limit = limit;
    }

    /// What is done with a stranger's PDF.
    interface Reading<T, X extends Exception> {
        /// @param unpacking counts what is unpacked meanwhile
        T read(Unpacking unpacking) throws X;
    }

    /// Reads a PDF of which so many bytes may be unpacked, all of its streams together; PDFBox
    /// fails to read what is beyond, or goes on without.
    static <T, X extends Exception> T within(long bytes, Reading<T, X> reading) throws X {
        var unpacking = new Unpacking(bytes);
        return ScopedValue.where(CURRENT, unpacking).call(() -> reading.read(unpacking));
    }

    /// Tells whether there was more to unpack than is allowed.
    boolean isExceeded() {
        return bytes > limit;
    }

    private void add(long more, boolean isTable) throws IOException {
        bytes += more;
        tables += isTable ? more : 0;
        if (tables > TABLES_MAX) {
            throw new BoundedSource.Exhausted();
        }
        if (isExceeded()) {
            throw new IOException("more than %d bytes unpacked".formatted(limit));
        }
    }

    @SuppressWarnings("unchecked")
    private static void countEveryFilter() {
        try {
            var field = FilterFactory.class.getDeclaredField("filters");
            field.setAccessible(true);
            var filters = (Map<COSName, Filter>) field.get(FilterFactory.INSTANCE);
            filters.replaceAll((_, filter) -> new Counted(filter));
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("PDFBox has its filters elsewhere", fault);
        }
    }

    /// A filter whose output counts while a stranger's PDF is read.
    private static final class Counted extends Filter {
        private final Filter filter;

        private Counted(Filter filter) {
            this.filter = filter;
        }

        @Override
        public DecodeResult decode(
                InputStream in, OutputStream out, COSDictionary parameters, int index)
                throws IOException {
            return decode(in, out, parameters, index, DecodeOptions.DEFAULT);
        }

        @Override
        public DecodeResult decode(
                InputStream in,
                OutputStream out,
                COSDictionary parameters,
                int index,
                DecodeOptions options)
                throws IOException {
            if (!CURRENT.isBound()) {
                return filter.decode(in, out, parameters, index, options);
            }
            if (getDecodeParams(parameters, index).getInt(COSName.COLUMNS, 1) > COLUMNS_MAX) {
                throw new IOException("a row of more than %d columns".formatted(COLUMNS_MAX));
            }
            if (isTable(parameters) && isEndless(parameters)) {
                throw new BoundedSource.Exhausted();
            }
            var counting = new Counting(out, CURRENT.get(), isTable(parameters));
            return filter.decode(in, counting, parameters, index, options);
        }

        /// Entries without width fill any table from nothing.
        private static boolean isEndless(COSDictionary parameters) {
            var widths = parameters.getCOSArray(COSName.W);
            return widths != null
                    && widths.toCOSNumberIntegerList().stream()
                            .noneMatch(width -> width != null && width > 0);
        }

        private static boolean isTable(COSDictionary parameters) {
            var type = parameters.getCOSName(COSName.TYPE);
            return COSName.XREF.equals(type) || COSName.OBJ_STM.equals(type);
        }

        @Override
        protected void encode(InputStream in, OutputStream out, COSDictionary parameters)
                throws IOException {
            filter.encode(in, out, parameters, 0);
        }
    }

    private static final class Counting extends FilterOutputStream {
        private final Unpacking unpacking;
        private final boolean isTable;

        private Counting(OutputStream out, Unpacking unpacking, boolean isTable) {
            super(out);
            this.unpacking = unpacking;
            this.isTable = isTable;
        }

        @Override
        public void write(int one) throws IOException {
            unpacking.add(1, isTable);
            out.write(one);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            unpacking.add(length, isTable);
            out.write(buffer, offset, length);
        }
    }
}
