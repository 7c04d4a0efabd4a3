package org.evenflow.app.study;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.evenflow.experiment.Progress;
import org.jspecify.annotations.Nullable;

/**
 * How far long work is: a line that rewrites itself on a terminal, plain lines every tenth
 * otherwise. Where the program is ended before the work is, it says what is kept and how to go on.
 */
public final class TerminalProgress implements Progress {
    private final PrintStream out;
    private final boolean isTerminal;
    private final LongSupplier nanoClock;
    private String unit = "";
    private long begin;
    private int total;
    private int done;
    private int lastTenth;
    private long lastPaint;
    private @Nullable Thread farewell;

    /**
     * Progress of nothing yet.
     *
     * @param out where it is shown
     * @param isTerminal whether lines there can be rewritten
     * @param nanoClock time in nanoseconds
     */
    public TerminalProgress(PrintStream out, boolean isTerminal, LongSupplier nanoClock) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.nanoClock = nanoClock;
    }

    @Override
    public synchronized void enters(String world, int number, int worlds) {
        out.printf(Locale.ROOT, "%s (%d of %d)%n", world, number, worlds);
    }

    @Override
    public synchronized void tells(String sentence) {
        out.println(sentence);
    }

    @Override
    public synchronized void begins(String what, int count, int already) {
        unit = what;
        total = count;
        done = already;
        begin = nanoClock.getAsLong();
        lastTenth = total == 0 ? 10 : 10 * already / total;
        if (already > 0) {
            out.printf(
                    Locale.ROOT,
                    "%d of %d %s are there from an earlier start%n",
                    already,
                    total,
                    unit);
        }
        farewell = new Thread(() -> out.println(interrupted()));
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    @Override
    public synchronized void advances() {
        done++;
        long now = nanoClock.getAsLong();
        double seconds = (now - begin) / 1e9;
        if (isTerminal && (now - lastPaint > 100_000_000L || done == total)) {
            lastPaint = now;
            out.printf(
                    "\r%s  %d of %d  %3d %%  %.1f s ",
                    unit, done, total, 100 * done / total, seconds);
            if (done == total) {
                out.println();
            }
            out.flush();
        } else if (!isTerminal && 10 * done / total > lastTenth) {
            lastTenth = 10 * done / total;
            out.printf("%s: %d of %d done, %.1f s%n", unit, done, total, seconds);
        }
    }

    @Override
    public synchronized void ends() {
        if (farewell != null && !isEnding(farewell)) {
            farewell = null;
        }
    }

    /** Whether the virtual machine ends already, in which case the farewell is on its way. */
    private static boolean isEnding(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** What is said where the program is ended too early. */
    synchronized String interrupted() {
        return String.format(
                Locale.ROOT,
                "%sevenflow: interrupted; %d of %d %s are kept, and the same command goes on from"
                        + " there",
                isTerminal ? System.lineSeparator() : "",
                done,
                total,
                unit);
    }
}
