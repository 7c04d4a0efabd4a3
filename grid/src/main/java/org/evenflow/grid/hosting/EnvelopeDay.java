package org.evenflow.grid.hosting;

import org.evenflow.grid.PowerFlow;

/**
 * A day on which every vehicle keeps to an operating envelope: in each step what the feeder still
 * takes is shared out fairly among the vehicles that are plugged in and want energy. Mutable: one
 * per thread.
 */
final class EnvelopeDay {
    private static final double FULL_KWH = 1e-6;

    private final HostingSetup setup;
    private final DayStates day;
    private final Filling filling;
    private final Placement placement;
    private final double[] arrivalMin;
    private final double[] stayMin;
    private final double[] energyKwh;
    private final double[] needKwh;
    private final double[] gotKwh;
    private final Filling.Claim[] claims;
    private final int[] slotOf;
    private double servedKwh;
    private double cutKwh;
    private double mostCutKwh;
    private Binding binding = Binding.NONE;
    private int minute;

    EnvelopeDay(
            HostingSetup setup,
            PowerFlow flow,
            LimitCheck check,
            Placement placement,
            DayStates day) {
        this.setup = setup;
        this.day = day;
        this.placement = placement;
        filling = new Filling(flow, check);
        int slots = placement.slots();
        arrivalMin = new double[slots];
        stayMin = new double[slots];
        energyKwh = new double[slots];
        needKwh = new double[slots];
        gotKwh = new double[slots];
        slotOf = new int[slots];
        claims = new Filling.Claim[slots];
        for (int slot = 0; slot < slots; slot++) {
            claims[slot] = new Filling.Claim();
        }
    }

    /**
     * The most vehicles that are served.
     *
     * @param known a number that charges on arrival without breaking a limit
     */
    Outcome most(long seed, int known) {
        placement.draw(seed);
        setup.visits().draw(seed, arrivalMin, stayMin, energyKwh);
        for (int slot = 0; slot < stayMin.length; slot++) {
            stayMin[slot] = Math.min(stayMin[slot], HostingSetup.DAY_MIN - setup.stepMin());
            double reachable = setup.vehicleKw() * stayMin[slot] / 60;
            energyKwh[slot] = Math.min(energyKwh[slot], reachable);
        }
        int most = placement.slots();
        int good = known;
        int bad = most + 1;
        for (int stride = Math.max(1, known / 4); bad > most && good < most; stride *= 2) {
            int next = Math.min(most, good + stride);
            if (isServed(next)) {
                good = next;
            } else {
                bad = next;
            }
        }
        while (bad - good > 1 && bad <= most) {
            int middle = (good + bad) >>> 1;
            if (isServed(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        if (good == most) {
            return new Outcome(most, Binding.NONE, -1, false);
        }
        isServed(good + 1);
        return new Outcome(good, binding, minute, false);
    }

    /** Plays a day that repeats itself, and tells whether its vehicles get what they could. */
    private boolean isServed(int vehicles) {
        day.clear();
        servedKwh = 0;
        mostCutKwh = 0;
        binding = Binding.NONE;
        java.util.Arrays.fill(needKwh, 0);
        java.util.Arrays.fill(gotKwh, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (int step = 0; step < day.steps(); step++) {
                arrive(vehicles, step, pass == 1);
                play(vehicles, step);
            }
        }
        double reachable = 0;
        for (int slot = 0; slot < vehicles; slot++) {
            reachable += energyKwh[slot];
            servedKwh += staysOver(slot) ? 0 : gotKwh[slot];
        }
        return servedKwh >= setup.serviceShare() * reachable - FULL_KWH;
    }

    private boolean staysOver(int slot) {
        return arrivalMin[slot] + stayMin[slot] > HostingSetup.DAY_MIN;
    }

    /** Who comes in a step begins anew; who stayed over from the day before is counted first. */
    private void arrive(int vehicles, int step, boolean isCounted) {
        double begin = step * (double) setup.stepMin();
        for (int slot = 0; slot < vehicles; slot++) {
            if (arrivalMin[slot] >= begin && arrivalMin[slot] < begin + setup.stepMin()) {
                servedKwh += isCounted && staysOver(slot) ? gotKwh[slot] : 0;
                needKwh[slot] = energyKwh[slot];
                gotKwh[slot] = 0;
            }
        }
    }

    private void play(int vehicles, int step) {
        double hours = setup.stepMin() / 60.0;
        int count = 0;
        for (int slot = 0; slot < vehicles; slot++) {
            double cap =
                    needKwh[slot] > FULL_KWH
                            ? Math.min(
                                    setup.vehicleKw() * presence(slot, step), needKwh[slot] / hours)
                            : 0;
            if (cap > 0) {
                claims[count].terminals = placement.terminalsOf[slot];
                claims[count].capKw = cap;
                slotOf[count++] = slot;
            }
        }
        if (count == 0) {
            return;
        }
        Binding stop = filling.fill(day.base(step), day.states[step], claims, count, 1, true);
        cutKwh = 0;
        for (int i = 0; i < count; i++) {
            double kwh = claims[i].kw * hours;
            needKwh[slotOf[i]] -= kwh;
            gotKwh[slotOf[i]] += kwh;
            cutKwh += (claims[i].capKw - claims[i].kw) * hours;
        }
        if (cutKwh > mostCutKwh) {
            mostCutKwh = cutKwh;
            binding = stop;
            minute = step * setup.stepMin();
        }
    }

    /** Share of a step for which a vehicle is plugged in. */
    private double presence(int slot, int step) {
        double begin = step * (double) setup.stepMin();
        double end = begin + setup.stepMin();
        double from = arrivalMin[slot];
        double to = from + stayMin[slot];
        double today = Math.min(to, end) - Math.max(from, begin);
        double yesterday = Math.min(to - HostingSetup.DAY_MIN, end) - begin;
        return (Math.max(0, today) + Math.max(0, yesterday)) / setup.stepMin();
    }
}
