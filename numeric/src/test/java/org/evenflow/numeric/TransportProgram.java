package org.evenflow.numeric;

/** Transport of goods from sources to sinks at least cost: sparse, degenerate, always feasible. */
final class TransportProgram {
    private TransportProgram() {}

    /** Columns are source by sink, rows the sources and then the sinks. */
    static LinearProgram draw(long seed, int sources, int sinks) {
        var random = new RandomStream("transport", seed);
        var program = new LinearProgram();
        for (int i = 0; i < sources * sinks; i++) {
            program.column(0, Double.POSITIVE_INFINITY, random.nextDouble(1, 10));
        }
        for (int source = 0; source < sources; source++) {
            int row = program.row(Double.NEGATIVE_INFINITY, 2.0 * sinks / sources);
            for (int sink = 0; sink < sinks; sink++) {
                program.coefficient(row, source * sinks + sink, 1);
            }
        }
        for (int sink = 0; sink < sinks; sink++) {
            int row = program.row(random.nextDouble(0.5, 1.5), Double.POSITIVE_INFINITY);
            for (int source = 0; source < sources; source++) {
                program.coefficient(row, source * sinks + sink, 1);
            }
        }
        return program;
    }
}
