package org.evenflow.grid;

import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Regulator;
import org.jspecify.annotations.Nullable;

/**
 * Moves the taps of step regulators until every control's voltage lies within its band: the voltage
 * at its terminals less the drop that its compensator reckons, {@code V / n - (R + jX) I / I_ct}
 * (W. H. Kersting, Distribution System Modeling and Analysis, ch. 7.4). A unit moves by as many
 * steps as bring it towards the set point, at least one; units nearer to the infeed move first.
 * Where a pattern of taps comes back, only single steps follow, and after {@link #MAX_MOVES} rounds
 * the taps stay. The innermost of the {@link OuterLoops}.
 */
final class TapControl implements OuterLoop {
    private static final int MAX_MOVES = 200;

    private final PhaseTree tree;
    private final Drive[] drives;
    private final int[] firstTaps;
    private int rounds;

    /** A regulator in the tree: its units' taps begin at {@code at}. */
    private record Drive(Regulator data, int branch, int block, int at) {
        /** Units with a relay of their own; ganged ones follow the first. */
        int led() {
            return data.isGanged() ? 1 : data.units().size();
        }
    }

    TapControl(PhaseTree tree) {
        this.tree = tree;
        List<int[]> regulators = tree.regulators();
        regulators.sort((a, b) -> Integer.compare(a[1], b[1]));
        drives = new Drive[regulators.size()];
        int at = 0;
        for (int i = 0; i < drives.length; i++) {
            int[] where = regulators.get(i);
            var data = (Regulator) tree.feeder.branches().get(where[0]);
            drives[i] = new Drive(data, where[0], where[1], at);
            at += data.units().size();
        }
        firstTaps =
                Arrays.stream(drives)
                        .flatMap(drive -> drive.data.units().stream())
                        .mapToInt(Regulator.Unit::tap)
                        .toArray();
    }

    int[] firstTaps() {
        return firstTaps;
    }

    /** Sets the network's ratios to a state's taps. */
    void apply(PhaseState state) {
        for (Drive drive : drives) {
            tree.turn(drive.block, drive.data, state.taps, drive.at);
        }
    }

    @Override
    public void start(Injections load, FlowResult state) {
        rounds = 0;
    }

    /** Whether no tap is to be moved, or none any more. */
    @Override
    public boolean isSettled(FlowResult result) {
        var state = (PhaseState) result;
        if (drives.length == 0 || ++rounds > MAX_MOVES) {
            return true;
        }
        for (Drive drive : drives) {
            for (int unit = 0; unit < drive.led(); unit++) {
                if (nextTap(drive, unit, state) != state.taps[drive.at + unit]) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean adjust(Injections load, FlowResult result) {
        var state = (PhaseState) result;
        boolean isOneByOne = rounds > MAX_MOVES / 4;
        for (Drive drive : drives) {
            if (move(drive, state) && isOneByOne) {
                break;
            }
        }
        apply(state);
        return true;
    }

    private boolean move(Drive drive, PhaseState state) {
        boolean moved = false;
        for (int unit = 0; unit < drive.led(); unit++) {
            int next = nextTap(drive, unit, state);
            if (next != state.taps[drive.at + unit]) {
                moved = true;
                int last = drive.data.isGanged() ? drive.data.units().size() : unit + 1;
                Arrays.fill(state.taps, drive.at + unit, drive.at + last, next);
            }
        }
        return moved;
    }

    private int nextTap(Drive drive, int unit, PhaseState state) {
        int steps = wantedSteps(drive, unit, state);
        if (rounds > MAX_MOVES / 8) {
            steps = Integer.signum(steps);
        }
        Regulator.Unit data = drive.data.units().get(unit);
        int tap = state.taps[drive.at + unit];
        return Math.clamp((long) tap + steps, data.lowestTap(), data.highestTap());
    }

    /** Steps that a unit wants to move, 0 within its band. */
    private int wantedSteps(Drive drive, int unit, PhaseState state) {
        Regulator.Unit data = drive.data.units().get(unit);
        Regulator.@Nullable Control control = data.control();
        if (control == null) {
            return 0;
        }
        double seen = relayVolt(drive, unit, control, state);
        double off = control.setVolt() - seen;
        if (Math.abs(off) <= control.bandVolt() / 2) {
            return 0;
        }
        // One step moves the relay's voltage by about step times its present value.
        int steps = (int) (Math.abs(off) / (data.stepPu() * seen));
        return (off > 0 ? 1 : -1) * Math.max(1, steps);
    }

    /** Voltage at the control's relay. */
    private double relayVolt(Drive drive, int unit, Regulator.Control control, PhaseState state) {
        boolean isDownward = tree.isDownward[drive.block];
        int first = tree.first[drive.block];
        boolean isOpenDelta = drive.data.connection() == Regulator.Connection.OPEN_DELTA;
        int at = isOpenDelta && unit == 1 ? 2 : unit;
        int[] above = tree.above[drive.block];
        double re = isDownward ? state.vRe[first + at] : state.vRe[above[at]];
        double im = isDownward ? state.vIm[first + at] : state.vIm[above[at]];
        if (isOpenDelta) {
            re -= isDownward ? state.vRe[first + 1] : state.vRe[above[1]];
            im -= isDownward ? state.vIm[first + 1] : state.vIm[above[1]];
        }
        // A pu is the nominal voltage to neutral: amperes per pu times its volts is the base power.
        double voltPerPu = PhaseTree.PHASE_KVA * 1000 / tree.ampsPerPu[drive.block];
        double scale = voltPerPu / control.voltRatio();
        double perAmp = tree.ampsPerPu[drive.block] / control.currentPrimaryA();
        double iRe = state.jRe[first + at] * perAmp;
        double iIm = state.jIm[first + at] * perAmp;
        double dropRe = control.rVolt() * iRe - control.xVolt() * iIm;
        double dropIm = control.rVolt() * iIm + control.xVolt() * iRe;
        return Math.hypot(re * scale - dropRe, im * scale - dropIm);
    }

    int unitsOutsideBand(PhaseState state) {
        int outside = 0;
        for (Drive drive : drives) {
            for (int unit = 0; unit < drive.led(); unit++) {
                int steps = wantedSteps(drive, unit, state);
                int tap = state.taps[drive.at + unit];
                Regulator.Unit data = drive.data.units().get(unit);
                boolean isFree = steps > 0 ? tap < data.highestTap() : tap > data.lowestTap();
                outside += steps != 0 && isFree ? 1 : 0;
            }
        }
        return outside;
    }

    int[] taps(PhaseState state, int branch) {
        for (Drive drive : drives) {
            if (drive.branch == branch) {
                return Arrays.copyOfRange(
                        state.taps, drive.at, drive.at + drive.data.units().size());
            }
        }
        throw new IllegalArgumentException("branch " + branch + " is no closed regulator");
    }
}
