package org.evenflow.planning;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.numeric.LinearProgram;
import org.evenflow.numeric.SolveStatus;
import org.evenflow.numeric.SolverOptions;

/**
 * The linear program of charging a fleet over blocks of time. All quantities are energies of a
 * block, kWh at the meter, so that coefficients stay while bounds and costs change from plan to
 * plan and the solver can begin from its last basis.
 *
 * <p>For slot i, block k: charged {@code c} and given {@code d} in segments of rising cost (wear),
 * what is stored with {@code floor <= e <= target} (paper of the urban-feeder study, eq. 2-4; that
 * nothing charges and discharges at once follows from losses and wear), and what the driver lacks
 * at the end, at its price ({@link StoreRows}). Sums over points, stations, transformers and site
 * are bounded; import less export is base load less plants plus charging; the greatest mean import
 * of a billing month is charged for. Limits of the feeder come as cuts, and the losses that
 * charging adds as a cost at each point. Transformer, site and feeder limits are soft: what goes
 * beyond has a price.
 */
final class FleetProgram implements AutoCloseable {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Cost of each kWh through a battery that settles ties against cycling, currency. */
    static final double THROUGHPUT_COST = 1e-6;

    final FleetShape shape;
    final LinearProgram program = new LinearProgram(SolverOptions.USUAL.withPresolve(false));

    /** First columns of what there is once in every block, block after block; slots besides. */
    final List<Integer> columnStrips = new ArrayList<>();

    /** Likewise of rows. */
    final List<Integer> rowStrips = new ArrayList<>();

    /** First column of each slot. */
    private final int[] slotColumn;

    /** What vehicles have stored and lack. */
    final StoreRows stores;

    /** Sum of each point and block. */
    final int[] pointColumn;

    private final int[] stationRow;
    private final int[] transformerRow;
    private final int[] transformerSlack;
    private final int siteRow;
    private final int siteSlack;
    private final double tieCost;

    /** What comes from the grid and what it costs. */
    final SupplyRows supply;

    FleetProgram(FleetShape shape) {
        this(shape, THROUGHPUT_COST);
    }

    /**
     * A program.
     *
     * @param tieCost in place of {@link #THROUGHPUT_COST}; 0 for a bound on true costs
     */
    FleetProgram(FleetShape shape, double tieCost) {
        this.shape = shape;
        this.tieCost = tieCost;
        slotColumn = new int[shape.slots()];
        stores = new StoreRows(program, shape, slotColumn);
        pointColumn = new int[shape.points()];
        stationRow = new int[shape.stations()];
        transformerRow = new int[shape.transformers()];
        transformerSlack = new int[shape.transformers()];
        int blocks = shape.blocks();
        for (int p = 0; p < shape.points(); p++) {
            pointColumn[p] = columnStrip(-FREE);
            int sum = rowStrip(0, 0);
            for (int k = 0; k < blocks; k++) {
                program.coefficient(sum + k, pointColumn[p] + k, -1);
            }
            addSlots(p, sum);
        }
        addStations();
        siteRow = rowStrip(-FREE, FREE);
        siteSlack = columnStrip(0);
        for (int t = 0; t < shape.transformers(); t++) {
            transformerRow[t] = rowStrip(-FREE, FREE);
            transformerSlack[t] = columnStrip(0);
        }
        for (int k = 0; k < blocks; k++) {
            addSums(k);
        }
        supply = new SupplyRows(program, shape, pointColumn, tieCost);
        columnStrips.addAll(supply.columnStrips());
        rowStrips.addAll(supply.rowStrips());
    }

    private int columns(int count, double low, double high) {
        int first = program.columns();
        for (int i = 0; i < count; i++) {
            program.column(low, high, 0);
        }
        return first;
    }

    private int columnStrip(double low) {
        int first = columns(shape.blocks(), low, FREE);
        columnStrips.add(first);
        return first;
    }

    private int rowStrip(double low, double high) {
        int first = program.rows();
        for (int k = 0; k < shape.blocks(); k++) {
            program.row(low, high);
        }
        rowStrips.add(first);
        return first;
    }

    /** First column of a slot's flows in a block, of which there are {@link FleetShape#flows}. */
    int column(int slot, int k) {
        return slotColumn[slot] + shape.flowsBefore(slot, k);
    }

    private void addSlots(int point, int sum) {
        for (int slot = 0; slot < shape.slots(); slot++) {
            if (shape.pointOf()[slot] != point) {
                continue;
            }
            boolean both = shape.givesBack()[slot];
            slotColumn[slot] = columns(shape.flowsBefore(slot, shape.to()[slot]), 0, 0);
            for (int k = shape.from()[slot]; k < shape.to()[slot]; k++) {
                int at = column(slot, k);
                int segments = shape.segments(k);
                for (int s = 0; s < segments; s++) {
                    program.coefficient(sum + k, at + s, 1);
                    if (both) {
                        program.coefficient(sum + k, at + segments + s, -1);
                    }
                }
            }
            stores.add(slot);
        }
    }

    private void addStations() {
        for (int s = 0; s < shape.stations(); s++) {
            stationRow[s] = rowStrip(-FREE, FREE);
            for (int p = 0; p < shape.points(); p++) {
                for (int k = 0; shape.stationOf()[p] == s && k < shape.blocks(); k++) {
                    program.coefficient(stationRow[s] + k, pointColumn[p] + k, 1);
                }
            }
        }
    }

    private void addSums(int k) {
        for (int p = 0; p < shape.points(); p++) {
            program.coefficient(siteRow + k, pointColumn[p] + k, 1);
            int t = shape.transformerOf()[shape.stationOf()[p]];
            if (t >= 0) {
                program.coefficient(transformerRow[t] + k, pointColumn[p] + k, 1);
            }
        }
        program.coefficient(siteRow + k, siteSlack + k, -1);
        for (int t = 0; t < shape.transformers(); t++) {
            program.coefficient(transformerRow[t] + k, transformerSlack[t] + k, -1);
        }
    }

    /** Sets what a slot's vehicle stores per kWh and gives per kWh stored. */
    void efficiency(int slot, double charge, double discharge) {
        stores.efficiency(slot, charge, discharge);
    }

    /** Closes a slot: nothing is charged there. */
    void close(int slot) {
        int columns = shape.flowsBefore(slot, shape.to()[slot]);
        for (int j = 0; j < columns; j++) {
            program.bounds(slotColumn[slot] + j, 0, 0);
            program.cost(slotColumn[slot] + j, 0);
        }
        stores.close(slot);
    }

    /**
     * Sets what a slot's vehicle has and needs, kWh in the battery.
     *
     * @param needKwh to be there at the end
     * @param mostKwh never to be exceeded
     * @param lackCost currency per kWh that lacks at the end
     * @param endValue currency per kWh that is there at the end
     */
    void vehicle(
            int slot,
            double storedKwh,
            double floorKwh,
            double needKwh,
            double mostKwh,
            double lackCost,
            double endValue) {
        stores.vehicle(slot, storedKwh, floorKwh, needKwh, mostKwh, lackCost, endValue);
    }

    /**
     * Bounds what a group of vehicles has stored at the end of a block, kWh; below at the cost of
     * lacking, which a group pays where it first shows.
     */
    void store(int slot, int k, double leastKwh, double mostKwh, double lackCost) {
        stores.store(slot, k, leastKwh, mostKwh, lackCost);
    }

    /**
     * Sets what a slot may charge in a block, one segment of power after the other.
     *
     * @param segment of the cost, the cheapest is 0
     * @param chargeKwh most energy of the segment
     * @param chargeCost currency per kWh
     */
    void charge(int slot, int k, int segment, double chargeKwh, double chargeCost) {
        int at = column(slot, k) + segment;
        program.bounds(at, 0, chargeKwh);
        program.cost(at, chargeCost + tieCost);
    }

    /** Likewise for what it gives back. */
    void discharge(int slot, int k, int segment, double dischargeKwh, double dischargeCost) {
        int at = column(slot, k) + shape.segments(k) + segment;
        program.bounds(at, 0, dischargeKwh);
        program.cost(at, dischargeCost + tieCost);
    }

    /** Holds a flow of a slot and block to a value; discharging segments follow charging ones. */
    void pin(int slot, int k, int flow, double kwh) {
        program.bounds(column(slot, k) + flow, kwh, kwh);
    }

    /**
     * Holds what a slot takes, or gives, in the first block to a value, the cheapest pieces first.
     */
    void pinFirst(int slot, double kwh) {
        int segments = shape.segments(0);
        for (int flow = 0; flow < shape.flows(slot, 0); flow++) {
            int at = column(slot, 0) + flow;
            boolean isLast = flow % segments == segments - 1;
            double left = Math.max(0, flow < segments ? kwh : -kwh);
            double part = isLast ? left : Math.min(left, program.high(at));
            kwh -= flow < segments ? part : -part;
            program.bounds(at, part, part);
        }
    }

    /** Sets the limits of a station in a block, kWh. */
    void station(int station, int k, double lowKwh, double highKwh) {
        program.rowBounds(stationRow[station] + k, lowKwh, highKwh);
    }

    /** Sets the limits of a supply transformer in a block, kWh; beyond the upper one at a price. */
    void transformer(int transformer, int k, double lowKwh, double highKwh, double slackCost) {
        program.rowBounds(transformerRow[transformer] + k, lowKwh, highKwh);
        program.cost(transformerSlack[transformer] + k, slackCost);
    }

    /** Sets the limit of all points together in a block, kWh; beyond it at a price. */
    void site(int k, double highKwh, double slackCost) {
        program.rowBounds(siteRow + k, -FREE, highKwh);
        program.cost(siteSlack + k, slackCost);
    }

    /** What a kWh at a point costs in a block besides, currency: the losses it causes. */
    void pointCost(int point, int k, double perKwh) {
        program.cost(pointColumn[point] + k, perKwh);
    }

    /**
     * Adds a row {@code Σ effect * point} without a bound yet, beyond it at a price; its number.
     * Those of one limit come for all blocks in turn, or for some that are never moved.
     */
    int cut(int k, double[] effect, double slackCost) {
        int row = program.row(-FREE, FREE);
        for (int p = 0; p < effect.length; p++) {
            if (effect[p] != 0) {
                program.coefficient(row, pointColumn[p] + k, effect[p]);
            }
        }
        int slack = program.column(0, FREE, slackCost);
        program.coefficient(row, slack, -1);
        if (k == 0) {
            rowStrips.add(row);
            columnStrips.add(slack);
        }
        return row;
    }

    /** The upper bound of a row that {@link #cut} has made, kWh; infinite for none. */
    void cutBound(int row, double kwh) {
        program.rowBounds(row, -FREE, kwh);
    }

    /** Adds a row for every block, without bounds and members yet; the first one's number. */
    int freeRows() {
        return rowStrip(-FREE, FREE);
    }

    /** Says with which share the net energy of a slot counts in the rows of {@link #freeRows}. */
    void share(int firstRow, int slot, double share) {
        for (int k = shape.from()[slot]; k < shape.to()[slot]; k++) {
            int at = column(slot, k);
            int segments = shape.segments(k);
            for (int s = 0; s < segments; s++) {
                program.coefficient(firstRow + k, at + s, share);
                if (shape.givesBack()[slot]) {
                    program.coefficient(firstRow + k, at + segments + s, -share);
                }
            }
        }
    }

    /** Bounds a row, kWh. */
    void bound(int row, double lowKwh, double highKwh) {
        program.rowBounds(row, lowKwh, highKwh);
    }

    /** Row that bounds what is stored at the end of a block, -1 where none or a column does. */
    int storeRow(int slot, int k) {
        return stores.row(slot, k);
    }

    /** Begins the next solve from nothing. */
    void forget() {
        program.forget();
    }

    SolveStatus solve(double limitS) {
        return program.solve(limitS);
    }

    /** Net energy of a slot in a block, kWh at the meter, positive charges. */
    double netKwh(int slot, int k) {
        int at = column(slot, k);
        int segments = shape.segments(k);
        double sum = 0;
        for (int s = 0; s < segments; s++) {
            sum += program.value(at + s);
            if (shape.givesBack()[slot]) {
                sum -= program.value(at + segments + s);
            }
        }
        return sum;
    }

    /** Energy through a slot's battery in all blocks, charged and given, kWh at the meter. */
    double throughputKwh(int slot) {
        double sum = 0;
        for (int at = 0; at < shape.flowsBefore(slot, shape.to()[slot]); at++) {
            sum += program.value(slotColumn[slot] + at);
        }
        return sum;
    }

    /** Cost of the solution, currency; for a stopped solve the best bound is another. */
    double cost() {
        return program.objective();
    }

    /** Net energy of a point in a block, kWh. */
    double pointKwh(int point, int k) {
        return program.value(pointColumn[point] + k);
    }

    /**
     * Limits what drivers lack together; beyond it at a price on top of their own. Once per
     * program.
     *
     * @param perLack what a kWh that lacks in a slot's battery counts
     * @param mostKwh limit of the sum
     * @param slackCost currency per unit beyond it
     */
    void limitLack(double[] perLack, double mostKwh, double slackCost) {
        int row = program.row(-FREE, mostKwh);
        for (int slot = 0; slot < perLack.length; slot++) {
            program.coefficient(row, stores.lackColumn(slot), perLack[slot]);
        }
        program.coefficient(row, program.column(0, FREE, slackCost), -1);
    }

    /** Energy that a slot's driver lacks at the end, kWh in the battery. */
    double lackKwh(int slot) {
        return stores.lackKwh(slot);
    }

    @Override
    public void close() {
        program.close();
    }
}
