package org.evenflow.dispatch;

import java.util.List;
import org.evenflow.control.Past;
import org.evenflow.control.Visit;

/** What small worlds under test have measured: the present step, and days on record. */
record PlainPast(double plantKw, List<List<Visit>> days) implements Past {
    @Override
    public int steps() {
        return 1;
    }

    @Override
    public double loadFactor(int group, int ago) {
        return 1;
    }

    @Override
    public double plantKw(int plant, int ago) {
        return plantKw;
    }
}
