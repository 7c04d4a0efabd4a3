package org.evenflow.grid.hosting;

import java.util.Arrays;
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
    private Binding refusedBy = Binding.NONE;
    private int refusedMinute;

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
        int served = LargestServed.of(known, most, 1 - setup.serviceShare(), this::margin);
        return served == most
                ? new Outcome(most, Binding.NONE, -1, false)
                : new Outcome(served, refusedBy, refusedMinute, false);
    }

    /** The margin of so many vehicles; where that is negative, what stood in the way is kept. */
    private double margin(int vehicles) {
        double margin = played(vehicles);
        if (margin < 0) {
            refusedBy = binding;
            refusedMinute = minute;
        }
        return margin;
    }

    /**
     * Plays a day that repeats itself: by how much the share of the energy within reach that is
     * served lies above what counts as served.
     */
    private double played(int vehicles) {
        day.clear();
        servedKwh = 0;
        mostCutKwh = 0;
        binding = Binding.NONE;
        Arrays.fill(gotKwh, 0);
        // What stays over midnight comes after noon or has been there: the day before begins then.
        int noon = day.steps() / 2;
        for (int slot = 0; slot < vehicles; slot++) {
            boolean isThere = staysOver(slot) && arrivalMin[slot] < noon * setup.stepMin();
            needKwh[slot] = isThere ? energyKwh[slot] : 0;
        }
        for (int at = noon; at < 2 * day.steps(); at++) {
            arrive(vehicles, at % day.steps(), at >= day.steps());
            play(vehicles, at % day.steps());
        }
        double reachable = 0;
        for (int slot = 0; slot < vehicles; slot++) {
            reachable += energyKwh[slot];
            servedKwh += staysOver(slot) ? 0 : gotKwh[slot];
        }
        double share = reachable > 0 ? (servedKwh + FULL_KWH) / reachable : 1;
        return share - setup.serviceShare();
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
