package org.evenflow.experiment;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * How far long work is: a line that rewrites itself on a terminal, plain lines every tenth
 * otherwise. Safe for threads.
 */
public final class Progress {
    private final PrintStream out;
    private final boolean isTerminal;
    private final String what;
    private final int total;
    private final LongSupplier nanoClock;
    private final long begin;
    private int done;
    private int lastTenth;
    private long lastPaint;

    /**
     * Begins to show progress.
     *
     * @param out where
     * @param isTerminal whether lines there can be rewritten
     * @param what is counted
     * @param total how many there are
     * @param alreadyDone how many of them are done
     * @param nanoClock time in nanoseconds
     */
    public Progress(
            PrintStream out,
            boolean isTerminal,
            String what,
            int total,
            int alreadyDone,
            LongSupplier nanoClock) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.what = what;
        this.total = total;
        this.nanoClock = nanoClock;
        begin = nanoClock.getAsLong();
        done = alreadyDone;
        lastTenth = total == 0 ? 10 : 10 * alreadyDone / total;
    }

    /** One more is done. */
    public synchronized void step() {
        done++;
        long now = nanoClock.getAsLong();
        double seconds = (now - begin) / 1e9;
        if (isTerminal && (now - lastPaint > 100_000_000L || done == total)) {
            lastPaint = now;
            out.printf(
                    "\r%s  %d of %d  %3d %%  %.1f s ",
                    what, done, total, 100 * done / total, seconds);
            if (done == total) {
                out.println();
            }
            out.flush();
        } else if (!isTerminal && 10 * done / total > lastTenth) {
            lastTenth = 10 * done / total;
            out.printf("%s: %d of %d done, %.1f s%n", what, done, total, seconds);
        }
    }
}
