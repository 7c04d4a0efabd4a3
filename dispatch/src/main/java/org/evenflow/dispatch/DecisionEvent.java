package org.evenflow.dispatch;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.evenflow.model.TimeGrid;

/**
 * Something that a person would ask "why?" about: a power that is not what was wished, a vehicle
 * that leaves with less than it asked for, equipment that is overloaded before anybody charges.
 * Each says what it was, from when to when, and what caused it; {@link #sentence} tells it plainly.
 */
public sealed interface DecisionEvent {
    /** First step that it concerns. */
    int fromStep();

    /** First step that it no longer concerns. */
    int toStep();

    /** The word that tables and files use. */
    String kind();

    /** Id of the connector, empty where it concerns none alone. */
    String connector();

    /** What causes it, e.g. {@code transformer T2} or {@code bus 18 phase b}; empty for nothing. */
    String element();

    /** One plain sentence, times on the local clock of a run. */
    String sentence(TimeGrid time);

    /**
     * A power that is not what was wished, over consecutive steps with the same cause.
     *
     * @param connector id
     * @param station its station's id
     * @param fromStep first step
     * @param toStep first step after it
     * @param changeStep as of the last of its steps, the next step at which the limit can leave
     *     other room: the next step where base load or plants move it or the feeder's state does,
     *     else the first at which a vehicle below it leaves, as declared, or its request bounds it.
     *     Until then nothing changes as long as wishes stay and nobody arrives
     * @param powerKw mean power
     * @param leastKw least power
     * @param mostKw greatest power
     * @param wishKw mean wish, as vehicle and connector could follow it
     * @param reason what kind of limit
     * @param element what binds, e.g. {@code transformer T2}
     * @param loading of what binds as a share of its limit, at its greatest; NaN where there is
     *     none
     * @param voltagePu of the bus that binds, at its furthest from nominal; NaN where it is no bus
     * @param shadowPriceKw mean of {@link Dispatch#shadowPriceKw}
     * @param changeKwh energy between wish and power
     */
    record Correction(
            String connector,
            String station,
            int fromStep,
            int toStep,
            int changeStep,
            double powerKw,
            double leastKw,
            double mostKw,
            double wishKw,
            CutReason reason,
            String element,
            double loading,
            double voltagePu,
            double shadowPriceKw,
            double changeKwh)
            implements DecisionEvent {
        /** Powers that differ by less are told as one, kW. */
        private static final double SAME_KW = 0.05;

        @Override
        public String kind() {
            return "correction";
        }

        @Override
        public String sentence(TimeGrid time) {
            return "connector %s %s until %s: %s"
                    .formatted(connector, powers(), clock(time, fromStep, toStep), cause());
        }

        private String powers() {
            boolean isGiving = mostKw <= 0 && leastKw < 0;
            String word = isGiving ? "gives back" : "at";
            double less = isGiving ? -mostKw : leastKw;
            double more = isGiving ? -leastKw : mostKw;
            return more - less < SAME_KW
                    ? "%s %s kW".formatted(word, kw(Math.abs(powerKw)))
                    : "%s %s to %s kW".formatted(word, kw(less), kw(more));
        }

        private String cause() {
            String at = element + level(loading, voltagePu);
            return switch (reason) {
                case STATION, TRANSFORMER, SITE, EXPORT, LINE -> at;
                case VOLTAGE -> element.isEmpty() ? "the feeder cannot carry more" : at;
                case BASE_LOAD ->
                        element.isEmpty()
                                ? "base load alone is more than the feeder can carry"
                                : at + " by base load alone";
                case LOOK_AHEAD ->
                        element.isEmpty()
                                ? "with less its vehicle would not be full in time"
                                : "with less somebody would not be full in time, for "
                                        + element
                                        + " could not make up for it";
                case RAMP ->
                        element.isEmpty()
                                ? "its power may not change faster"
                                : "power of " + element + " may not change faster";
                case POWER_STEP -> "its next power level would be too much";
                case MINIMUM_POWER -> "less than its least power was left";
                case VEHICLE, NONE -> "its vehicle takes no other";
            };
        }
    }

    /**
     * A vehicle that leaves with less than its driver asked for.
     *
     * @param connector id
     * @param fromStep its arrival
     * @param toStep its departure
     * @param declaredStep the departure that its driver had declared
     * @param soc it leaves with
     * @param targetSoc it asked for
     * @param reachableSoc it could have got, alone at its connector
     * @param ratedKw power that vehicle and connector can do
     * @param neededHours the request takes at that power, from arrival
     * @param stayHours from arrival to departure
     * @param missingKwh of the request, at the meter
     * @param element what cut its wishes most; where nothing did, what had no room for more than
     *     its controller wished; empty where all had
     * @param cutKwh energy that this took from its wishes, or from what its vehicle could take
     *     more, at the meter
     */
    record Shortfall(
            String connector,
            int fromStep,
            int toStep,
            int declaredStep,
            double soc,
            double targetSoc,
            double reachableSoc,
            double ratedKw,
            double neededHours,
            double stayHours,
            double missingKwh,
            String element,
            double cutKwh)
            implements DecisionEvent {
        private static final double SAME_SOC = 1e-4;

        /** Whether more than a ten-thousandth of the battery is missing. */
        boolean isNoticeable() {
            return soc < targetSoc - SAME_SOC;
        }

        /** The same with what cut it most. */
        Shortfall because(String cutBy, double kwh) {
            return new Shortfall(
                    connector,
                    fromStep,
                    toStep,
                    declaredStep,
                    soc,
                    targetSoc,
                    reachableSoc,
                    ratedKw,
                    neededHours,
                    stayHours,
                    missingKwh,
                    cutBy,
                    kwh);
        }

        @Override
        public String kind() {
            return "shortfall";
        }

        @Override
        public String sentence(TimeGrid time) {
            return "vehicle at %s leaves at %s with %s %% instead of %s %%: %s"
                    .formatted(
                            connector,
                            clock(time, toStep, toStep),
                            percent(soc, targetSoc),
                            percent(targetSoc, soc),
                            cause());
        }

        private String cause() {
            boolean isUnreachable = reachableSoc < targetSoc - SAME_SOC;
            boolean isLessThanReachable = soc < reachableSoc - SAME_SOC;
            String pattern =
                    Math.round(10 * neededHours) == Math.round(10 * stayHours) ? "%.2f" : "%.1f";
            String hours =
                    "it needed %s h at %s kW and had %s h"
                            .formatted(
                                    format(pattern, neededHours),
                                    kw(ratedKw),
                                    format(pattern, stayHours));
            String early = toStep < declaredStep ? ", and it leaves before its time" : "";
            if (!isLessThanReachable) {
                return hours + early;
            }
            String cut =
                    element.isEmpty()
                            ? "no limit kept it from more, its controller did not wish it"
                            : format("%s took %.1f kWh from it", element, cutKwh);
            return isUnreachable ? hours + early + "; " + cut : cut + early;
        }
    }

    /**
     * Energy that vehicles ask for by their declared departures and that a shared limit cannot give
     * in time, whatever is done: seen ahead, where the dispatcher looks ahead.
     *
     * @param element what falls short
     * @param fromStep first step at which it was seen
     * @param toStep first step at which it was not
     * @param missingKwh at the meter, at its greatest
     */
    record Shortage(String element, int fromStep, int toStep, double missingKwh)
            implements DecisionEvent {
        @Override
        public String kind() {
            return "shortage";
        }

        @Override
        public String connector() {
            return "";
        }

        @Override
        public String sentence(TimeGrid time) {
            return ("from %s on it is sure that %s kWh of what vehicles ask for will be missing when"
                            + " they leave: %s cannot carry more")
                    .formatted(
                            clock(time, fromStep, fromStep), format("%.1f", missingKwh), element);
        }
    }

    /**
     * Equipment beyond its limit by base load and plants alone.
     *
     * @param element what is overloaded
     * @param fromStep first step
     * @param toStep first step after it
     * @param loading share of its limit without charging, at its greatest; NaN for a bus
     * @param voltagePu of the bus, at its furthest from nominal; NaN for other things
     * @param isFeedIn whether plants feed back too much, rather than load being too high
     */
    record Overload(
            String element,
            int fromStep,
            int toStep,
            double loading,
            double voltagePu,
            boolean isFeedIn)
            implements DecisionEvent {
        @Override
        public String kind() {
            return "overload";
        }

        @Override
        public String connector() {
            return "";
        }

        @Override
        public String sentence(TimeGrid time) {
            return "%s%s by %s alone until %s: %s below it"
                    .formatted(
                            element,
                            level(loading, voltagePu),
                            isFeedIn ? "plants" : "base load",
                            clock(time, fromStep, toStep),
                            isFeedIn ? "no giving back" : "no charging");
        }
    }

    private static String level(double loading, double voltagePu) {
        if (!Double.isNaN(voltagePu)) {
            return format(" at %.3f pu", voltagePu);
        }
        return Double.isNaN(loading) ? "" : format(" at %.0f %%", 100 * loading);
    }

    private static String kw(double kw) {
        boolean isWhole = Math.abs(kw) >= 99.95 || Math.abs(kw - Math.rint(kw)) < 0.05;
        // Nothing has no sign.
        return format(isWhole ? "%.0f" : "%.1f", Math.abs(kw) < 0.05 ? 0.0 : kw);
    }

    /** Whole percents where they tell the two apart. */
    private static String percent(double soc, double other) {
        boolean isWhole = Math.round(100 * soc) != Math.round(100 * other);
        return format(isWhole ? "%.0f" : "%.1f", 100 * soc);
    }

    /** A time of day, with the date where it is not that of another step. */
    private static String clock(TimeGrid time, int dayOf, int step) {
        var at = time.local(step);
        String date =
                at.toLocalDate().equals(time.local(dayOf).toLocalDate())
                        ? "HH:mm"
                        : "HH:mm 'on' d MMMM";
        return at.format(DateTimeFormatter.ofPattern(date, Locale.ENGLISH));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
