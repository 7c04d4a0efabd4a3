package org.evenflow.economic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.evenflow.numeric.LinearProgram;
import org.evenflow.numeric.SolveStatus;
import org.evenflow.numeric.SolverOptions;

/**
 * A case as a mixed-integer linear program that costs no more than the case itself at any plan, so
 * that its optimum is a lower bound. Quadratic costs lie above their tangents, written so that they
 * hold for a group that is off, too: z ≥ (2aq + b)·P + (c − aq²)·u (A. Frangioni and C. Gentile,
 * "Perspective cuts for a class of convex 0-1 mixed integer programs", Mathematical Programming
 * 106, 2006). A ripple is an arch between two of its zeros and lies above its chords there, one
 * choice per chord. New tangents and chords at a solution make it exact at that point. Mutable.
 */
final class PiecewiseProgram implements AutoCloseable {
    private static final int FIRST_TANGENTS = 6;
    private static final SolverOptions OPTIONS =
            new SolverOptions(SolverOptions.Method.DUAL_SIMPLEX, true, 1e-8, 1e-7, 0);

    private final EconomicCase given;
    private final List<TreeSet<Double>> tangents = new ArrayList<>();
    private final List<TreeSet<Double>> ends = new ArrayList<>();
    private final int[] power;
    private final int[] runs;
    private LinearProgram program;

    PiecewiseProgram(EconomicCase given) {
        this.given = given;
        power = new int[given.groups()];
        runs = new int[given.groups()];
        program = new LinearProgram(OPTIONS);
        for (int group = 0; group < given.groups(); group++) {
            double low = given.lowKw(group);
            double range = given.highKw(group) - low;
            var points = new TreeSet<Double>();
            for (int i = 0; i < FIRST_TANGENTS; i++) {
                points.add(low + range * i / (FIRST_TANGENTS - 1));
            }
            tangents.add(points);
            ends.add(arches(group));
        }
    }

    /** Ends of the first chords of a group's ripple: its zeros and the tops between them. */
    private TreeSet<Double> arches(int group) {
        var data = given.world().groups().get(group);
        var points = new TreeSet<Double>();
        double half = 0.5 * Math.PI / data.ripplePerKw();
        boolean isRippled = given.rippleCost(group) > 0 && data.ripplePerKw() > 0;
        for (int i = 0; isRippled && data.minKw() + i * half < given.highKw(group); i++) {
            if (data.minKw() + i * half > given.lowKw(group)) {
                points.add(data.minKw() + i * half);
            }
        }
        if (isRippled) {
            points.add(given.lowKw(group));
            points.add(given.highKw(group));
        }
        return points;
    }

    /** Builds the program anew and solves it. */
    SolveStatus solve(double timeLimitS) {
        program.close();
        program = new LinearProgram(OPTIONS);
        int balance = program.row(given.balanceKw(), given.balanceKw());
        int[] floor = new int[given.regions()];
        for (int region = 0; region < floor.length; region++) {
            floor[region] = program.row(given.floorKw(region), Double.POSITIVE_INFINITY);
        }
        for (int group = 0; group < given.groups(); group++) {
            addGroup(group);
            program.coefficient(balance, power[group], 1);
            program.coefficient(floor[given.region(group)], power[group], 1);
        }
        return program.solve(timeLimitS);
    }

    private void addGroup(int group) {
        var data = given.world().groups().get(group);
        boolean can = given.canRun(group);
        boolean isSmooth = data.costPerKw2() > 0;
        power[group] =
                program.column(0, can ? given.highKw(group) : 0, isSmooth ? 0 : data.costPerKw());
        runs[group] =
                program.column(
                        can && given.mustRun(group) ? 1 : 0,
                        can ? 1 : 0,
                        isSmooth ? 0 : data.fixedCost());
        program.integer(runs[group]);
        bind(power[group], runs[group], given.lowKw(group), given.highKw(group));
        if (isSmooth) {
            addTangents(group);
        }
        if (!ends.get(group).isEmpty() && can) {
            addChords(group);
        }
    }

    private void addTangents(int group) {
        var data = given.world().groups().get(group);
        int cost = program.column(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
        for (double q : tangents.get(group)) {
            int row = program.row(0, Double.POSITIVE_INFINITY);
            program.coefficient(row, cost, 1);
            program.coefficient(row, power[group], -(2 * data.costPerKw2() * q + data.costPerKw()));
            program.coefficient(row, runs[group], -(data.fixedCost() - data.costPerKw2() * q * q));
        }
    }

    /** low · u ≤ P ≤ high · u. */
    private void bind(int powerColumn, int choice, double low, double high) {
        int least = program.row(0, Double.POSITIVE_INFINITY);
        program.coefficient(least, powerColumn, 1);
        program.coefficient(least, choice, -low);
        int most = program.row(Double.NEGATIVE_INFINITY, 0);
        program.coefficient(most, powerColumn, 1);
        program.coefficient(most, choice, -high);
    }

    private void addChords(int group) {
        int sum = program.row(0, 0);
        int chosen = program.row(0, 0);
        program.coefficient(sum, power[group], -1);
        program.coefficient(chosen, runs[group], -1);
        double from = ends.get(group).first();
        for (double to : ends.get(group).tailSet(from, false)) {
            double left = ripple(group, from);
            double slope = (ripple(group, to) - left) / (to - from);
            int part = program.column(0, to, slope);
            int choice = program.column(0, 1, left - slope * from);
            program.integer(choice);
            bind(part, choice, from, to);
            program.coefficient(sum, part, 1);
            program.coefficient(chosen, choice, 1);
            from = to;
        }
    }

    private double ripple(int group, double kw) {
        var data = given.world().groups().get(group);
        return given.rippleCost(group)
                * Math.abs(Math.sin(data.ripplePerKw() * (kw - data.minKw())));
    }

    /** A proven lower bound on the cost of the case. */
    double bound() {
        return program.bestBound();
    }

    /** Takes the solution into a plan. */
    void take(EconomicPlan plan) {
        for (int group = 0; group < plan.on.length; group++) {
            plan.on[group] = program.value(runs[group]) > 0.5;
            double kw = program.value(power[group]);
            plan.kw[group] =
                    plan.on[group]
                            ? Math.min(given.highKw(group), Math.max(given.lowKw(group), kw))
                            : 0;
        }
    }

    /**
     * Makes the program exact at a plan's powers.
     *
     * @return whether anything is new
     */
    boolean refine(EconomicPlan plan) {
        boolean isNew = false;
        for (int group = 0; group < plan.on.length; group++) {
            if (plan.on[group]) {
                double kw = plan.kw[group];
                isNew |= addApart(tangents.get(group), kw, 1e-6);
                isNew |= !ends.get(group).isEmpty() && addApart(ends.get(group), kw, 1e-4);
            }
        }
        return isNew;
    }

    /** Adds a point that is not as near as that to another. */
    private static boolean addApart(TreeSet<Double> points, double at, double apart) {
        return points.subSet(at - apart, true, at + apart, true).isEmpty() && points.add(at);
    }

    @Override
    public void close() {
        program.close();
    }
}
