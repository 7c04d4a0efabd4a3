package org.evenflow.experiment;

import java.util.ArrayList;
import java.util.List;

/** Remembers what progress was told, as words. */
public final class SeenProgress implements Progress {
    private final List<String> seen = new ArrayList<>();

    /** What it was told, in order, without single advances. */
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public synchronized void begins(String unit, int total, int already) {
        seen.add(already + " of " + total + " " + unit);
    }

    @Override
    public void advances() {}

    @Override
    public synchronized void ends() {
        seen.add("end");
    }

    @Override
    public synchronized void enters(String world, int number, int worlds) {
        seen.add(world + " " + number + "/" + worlds);
    }
}
