package io.counterfoil.invoice.pdf;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadView;

/// A stranger's PDF that is given up once too much would have to be made of it.
///
/// PDFBox has no limits of its own: it makes an object of every two bytes `[]`, walks every table,
/// and searches a damaged file again and again. Whatever it makes it must read here, so it is
/// counted here: words, one byte at a time, while it looks for structure, and bytes in bulk while
/// it takes tables out of streams.
final class BoundedSource extends RandomAccessReadBuffer {

    /// 150,000 objects are listed in so many words; made of as many, the smallest are 50 MB in
    /// memory.
    private static final int WORDS_MAX = 500_000;

    /// Tables in streams have some kilobytes.
    private static final int BULK_MAX = 1 << 20;

    /// A damaged file is gone through about five times in search of what is left.
    private static final int PASSES_MAX = 12;

    /// A small file may be gone through more often.
    private static final int BYTES_FREE = 1 << 20;

    private final byte[] pdf;
    private final Counts counts;
    private boolean afterSpace;

    BoundedSource(byte[] pdf) {
        this(pdf, new Counts());
    }

    private BoundedSource(byte[] pdf, Counts counts) {
        super(pdf);
        this.pdf = pdf;
        this.counts = counts;
    }

    /// What was read so far, by all views of a PDF.
    private static final class Counts {
        private long words;
        private long bulk;
        private long bytes;
        private boolean released;
    }

    /// The structure of the PDF is more than a reader should take.
    ///
    /// Unchecked, because PDFBox goes on after any other.
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super("the structure of the PDF does not end", null, false, false);
        }
    }

    /// Counts no more: what is read from now on has a limit of its own.
    void release() {
        counts.released = true;
    }

    @Override
    public int read() throws IOException {
        var one = super.read();
        var space = isSpace(one);
        counts.bytes++;
        counts.words += (space && !afterSpace) || opens(one) ? 1 : 0;
        afterSpace = space;
        check();
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        // A table of entries without width is read for nothing, for ever.
        counts.bulk += Math.max(count, 1);
        check();
        return count;
    }

    /// A view with a position of its own.
    @Override
    public RandomAccessReadView createView(long start, long length) {
        return new RandomAccessReadView(new BoundedSource(pdf, counts), start, length, true);
    }

    private void check() {
        var exhausted =
                counts.words > WORDS_MAX
                        || counts.bulk > BULK_MAX
                        || counts.bytes > BYTES_FREE + (long) PASSES_MAX * pdf.length;
        if (exhausted && !counts.released) {
            throw new Exhausted();
        }
    }

    private static boolean isSpace(int one) {
        return switch (one) {
            case ' ', '\n', '\r', '\t', '\f', 0 -> true;
            default -> false;
        };
    }

    /// Whether an object begins there, with or without a space before it.
    private static boolean opens(int one) {
        return switch (one) {
            case '[', '<', '(', '/' -> true;
            default -> false;
        };
    }
}
