package io.counterfoil.cli;

import java.io.PrintStream;

/// How far something is: one line on the terminal that is drawn over and wiped at the end. Where
/// stderr is no terminal it draws nothing.
final class Progress implements AutoCloseable {

    /// Set by the launcher, which can ask whether stderr is a terminal.
    private static final String TERMINAL = "counterfoil.terminal";

    private static final int BAR = 24;
    private static final int LABEL_MAX = 32;
    private static final long REDRAW_NANOS = 80_000_000;
    private static final String WIPE = "\r\u001b[2K";

    private final PrintStream terminal;
    private final boolean visible;
    private final String label;
    private final long total;
    private final long began = System.nanoTime();

    /// Owned by whoever makes the progress: one thread at a time.
    private long done;

    private long drawn;

    Progress(String label, long total, PrintStream terminal, boolean visible) {
        this.label = label.length() <= LABEL_MAX ? label : label.substring(0, LABEL_MAX - 1) + "…";
        this.total = total;
        this.terminal = terminal;
        this.visible = visible;
    }

    /// Of a number of bytes.
    static Progress of(String label, long bytes) {
        return new Progress(label, bytes, System.err, Boolean.getBoolean(TERMINAL));
    }

    /// Of something without a measure.
    static Progress waiting(String label) {
        return of(label, 0);
    }

    /// So many bytes more.
    synchronized void add(long bytes) {
        done += bytes;
        redraw(false, measure());
    }

    /// It begins again, as a repeated request does.
    synchronized void restart() {
        done = 0;
    }

    /// What is being waited for.
    synchronized void waitFor(String what) {
        redraw(true, "%s, %d s".formatted(what, seconds()));
    }

    @Override
    public synchronized void close() {
        if (visible && drawn != 0) {
            terminal.print(WIPE);
            terminal.flush();
        }
    }

    private void redraw(boolean now, String text) {
        if (!visible || (!now && isFresh())) {
            return;
        }
        drawn = System.nanoTime();
        terminal.print(WIPE + "%-32s %s".formatted(label, text));
        terminal.flush();
    }

    private boolean isFresh() {
        return System.nanoTime() - drawn < REDRAW_NANOS && done < total;
    }

    private String measure() {
        var share = total == 0 ? 1 : (double) Math.min(done, total) / total;
        var full = (int) (share * BAR);
        return "[%s%s] %3d %%  %s"
                .formatted("=".repeat(full), " ".repeat(BAR - full), (int) (share * 100), rate());
    }

    private String rate() {
        var perSecond = done * 1e9 / Math.max(1, System.nanoTime() - began);
        return "%.1f MB/s".formatted(perSecond / 1e6);
    }

    private long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000;
    }
}
