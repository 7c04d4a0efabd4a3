package org.evenflow.report;

import java.util.List;

/**
 * What the report draws of one episode. Powers are means over a step, kW; arrays have one entry per
 * drawn step (a long run is thinned by averaging).
 *
 * @param controller id
 * @param seed its seed
 * @param start local time of the first step, ISO with offset
 * @param stepMin distance between entries, minutes
 * @param importKw net power through the substation, negative for export
 * @param baseKw base load
 * @param plantKw available plant power
 * @param curtailedKw plant power not used
 * @param chargeKw charging at the meters
 * @param dischargeKw discharging at the meters, not negative
 * @param lossKw network losses
 * @param buyPerKwh price of bought energy
 * @param limitKw limit on all stations together; infinite for none
 * @param buses one per bus, empty without a feeder
 * @param branches one per branch, empty without a feeder
 * @param transformers supply transformers
 * @param departures one per session that ended within the run (a sample of at most 2,000)
 * @param chart the sessions of one busy station
 * @param cuts what the dispatcher cut and why, largest first
 * @param events what a person would ask why about
 */
public record EpisodeRecord(
        String controller,
        long seed,
        String start,
        int stepMin,
        double[] importKw,
        double[] baseKw,
        double[] plantKw,
        double[] curtailedKw,
        double[] chargeKw,
        double[] dischargeKw,
        double[] lossKw,
        double[] buyPerKwh,
        double limitKw,
        List<BusView> buses,
        List<BranchView> branches,
        List<TransformerView> transformers,
        List<Departure> departures,
        StationChart chart,
        List<Cut> cuts,
        Events events) {

    /**
     * Voltages of a bus over the run, pu; of all its phases where they differ.
     *
     * @param id bus
     * @param parent position of the bus towards the source, -1 at the source
     * @param ohmFromSource impedance magnitude of the path from the source, a distance for drawing
     * @param lowPu lowest
     * @param meanPu mean
     * @param highPu highest
     * @param minPu allowed from
     * @param maxPu allowed to
     * @param stations ids of the stations here
     * @param lowPhase the phase with the lowest voltage, empty where they do not differ
     */
    public record BusView(
            String id,
            int parent,
            double ohmFromSource,
            double lowPu,
            double meanPu,
            double highPu,
            double minPu,
            double maxPu,
            List<String> stations,
            String lowPhase) {
        /** A bus whose phases do not differ. */
        public BusView(
                String id,
                int parent,
                double ohmFromSource,
                double lowPu,
                double meanPu,
                double highPu,
                double minPu,
                double maxPu,
                List<String> stations) {
            this(id, parent, ohmFromSource, lowPu, meanPu, highPu, minPu, maxPu, stations, "");
        }
    }

    /**
     * Loading of a branch over the run.
     *
     * @param id branch
     * @param from position of the bus at one end
     * @param to position of the bus at the other end
     * @param isClosed false for an open switch
     * @param ratingA ampacity (or the current of the rated power), infinite for unlimited
     * @param maxA largest current
     */
    public record BranchView(
            String id, int from, int to, boolean isClosed, double ratingA, double maxA) {}

    /**
     * Loading of a supply transformer.
     *
     * @param id transformer
     * @param ratingKva infinite for unlimited
     * @param maxKva largest apparent power
     */
    public record TransformerView(String id, double ratingKva, double maxKva) {}

    /**
     * How a session ended.
     *
     * @param socArrival fraction
     * @param socTarget fraction asked for
     * @param socReachable fraction that could have been reached alone
     * @param socDeparture fraction achieved
     */
    public record Departure(
            double socArrival, double socTarget, double socReachable, double socDeparture) {}

    /**
     * One station's sessions for the Gantt chart.
     *
     * @param station id
     * @param connectors ids, top to bottom
     * @param stepMin length of the steps that the bars count, minutes (a long run is thinned
     *     elsewhere, not here)
     * @param sessions bars
     */
    public record StationChart(
            String station, List<String> connectors, int stepMin, List<Bar> sessions) {}

    /**
     * A plugged-in vehicle.
     *
     * @param connector position in the chart's connectors
     * @param arrivalStep first step
     * @param departStep first step after it
     * @param declaredStep declared departure
     * @param socArrival fraction
     * @param socTarget fraction
     * @param socDeparture fraction
     * @param powerKw mean power per step from arrival to departure
     */
    public record Bar(
            int connector,
            int arrivalStep,
            int departStep,
            int declaredStep,
            double socArrival,
            double socTarget,
            double socDeparture,
            double[] powerKw) {}

    /**
     * What the dispatcher cut for one reason.
     *
     * @param reason code, e.g. {@code station_limit}
     * @param thing id of what binds, e.g. the station
     * @param connectorHours sum of hours over the connectors cut
     * @param energyKwh energy wished and not given in those steps
     */
    public record Cut(String reason, String thing, double connectorHours, double energyKwh) {}

    /**
     * The decision events that the page shows, in order of time.
     *
     * @param count how many there were in all
     * @param stepMin length of the steps that they count, minutes
     * @param shown those that matter most
     */
    public record Events(int count, int stepMin, List<Event> shown) {}

    /**
     * A decision event.
     *
     * @param kind {@code correction}, {@code shortfall}, {@code shortage} or {@code overload}
     * @param connector id, empty where it concerns none alone
     * @param element what causes it, empty for nothing
     * @param fromStep first step
     * @param toStep first step after it
     * @param energyKwh cut, or missing at departure; NaN where neither applies
     * @param sentence in plain words
     */
    public record Event(
            String kind,
            String connector,
            String element,
            int fromStep,
            int toStep,
            double energyKwh,
            String sentence) {}
}
