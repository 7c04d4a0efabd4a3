package org.evenflow.planning;

import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;

/** The least feeder. */
final class OneLine {
    private OneLine() {}

    /**
     * A source of 1 pu and one line of 0.1 ohm at 0.4 kV to bus b1. A load of P kW in all leaves
     * there v = (1 + sqrt(1 - 0.0025 P)) / 2 pu, as v (1 - v) 0.16 / 0.1 MW is P; the line carries
     * P / (sqrt(3) 0.4 v) A and loses r P² / (0.16 v²) W.
     *
     * @param loadKw base load at b1
     * @param minPu lowest voltage at b1
     * @param ratingA of the line
     */
    static Feeder feeder(double loadKw, double minPu, double ratingA) {
        List<Bus> buses =
                List.of(
                        new Bus("b0", 0.4, 0, 0, 0, 0, 0.5, 1.5),
                        new Bus("b1", 0.4, loadKw, 0, 0, 0, minPu, 1.05));
        List<Branch> lines = List.of(new Line("l", "b0", "b1", 0.1, 0, 0, ratingA, true));
        return new Feeder("f", "", "b0", 1, buses, lines);
    }
}
