package org.evenflow.model.scenario;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.evenflow.model.Check;
import org.evenflow.model.Vehicle;
import org.jspecify.annotations.Nullable;

/** Where the charging sessions of a run come from. */
public sealed interface SessionSource permits SessionSource.Logged, SessionSource.Drawn {
    /** Ids of the stations that vehicles come to, each once. */
    Set<String> stationIds();

    /**
     * The same without what comes to some stations.
     *
     * @throws org.evenflow.model.InputException where nothing is left
     */
    SessionSource without(Set<String> stations);

    /**
     * Sessions of a log. A session's station is that of the scenario with the same id. The run's
     * seed picks the day the window begins on, among those of {@code startDates} (seed 1 the
     * first), so that ten seeds are ten days.
     *
     * @param source file, for reports
     * @param sessions in order of arrival
     * @param startDates local dates (ISO) a run may begin on, at least one; the time grid's time of
     *     day holds
     * @param vehicle template: efficiencies, SoC window and curve of every vehicle; capacity and
     *     SoC on arrival come from the session
     * @param derived what the log lacks and how it was derived, in words for the report; empty
     *     where it holds everything
     */
    record Logged(
            String source,
            List<SessionRecord> sessions,
            List<String> startDates,
            Vehicle vehicle,
            List<String> derived)
            implements SessionSource {
        public Logged {
            sessions = List.copyOf(sessions);
            startDates = List.copyOf(startDates);
            derived = List.copyOf(derived);
            Check.that(!sessions.isEmpty(), source + ": sessions", 0, "at least one");
            Check.that(!startDates.isEmpty(), source + ": start dates", 0, "at least one");
        }

        @Override
        public Set<String> stationIds() {
            return sessions.stream().map(SessionRecord::stationId).collect(Collectors.toSet());
        }

        @Override
        public Logged without(Set<String> stations) {
            var others = sessions.stream().filter(s -> !stations.contains(s.stationId())).toList();
            return new Logged(source, others, startDates, vehicle, derived);
        }
    }

    /**
     * Sessions drawn from distributions, anew for every seed.
     *
     * @param populations at least one
     * @param arrivalHours hours of the run in which vehicles come, none being there before; null
     *     for a run that goes on as the days before it did and has arrivals to its end
     */
    record Drawn(List<Population> populations, @Nullable Range arrivalHours)
            implements SessionSource {
        public Drawn {
            populations = List.copyOf(populations);
            Check.that(!populations.isEmpty(), "populations", 0, "at least one");
            if (arrivalHours != null) {
                Check.within(arrivalHours.low(), 0, arrivalHours.high(), "arrival_hours");
                Check.positive(arrivalHours.high(), "arrival_hours");
            }
        }

        @Override
        public Set<String> stationIds() {
            return populations.stream()
                    .flatMap(population -> population.stationIds().stream())
                    .collect(Collectors.toSet());
        }

        /** What is left of a population keeps its number of sessions per connector. */
        @Override
        public Drawn without(Set<String> stations) {
            var others =
                    populations.stream()
                            .filter(population -> !stations.containsAll(population.stationIds()))
                            .map(population -> population.without(stations))
                            .toList();
            return new Drawn(others, arrivalHours);
        }

        /** Sessions of a run that goes on as the days before it did. */
        public Drawn(List<Population> populations) {
            this(populations, null);
        }
    }

    /**
     * Vehicles that use some stations in one way.
     *
     * @param id name
     * @param profile name of the measured distribution of arrival, stay and energy (see {@code
     *     city.SessionProfile}), e.g. {@code workplace}, or of the pattern
     * @param stationIds stations they use, chosen in proportion to their connectors
     * @param sessionsPerConnectorDay mean number of sessions per connector and weekday; on weekend
     *     days times the profile's measured ratio of a weekend day to a weekday
     * @param fleet vehicle models they drive
     * @param earlyDepartureShare share of drivers who leave before they declared, 0 to 1, by up to
     *     a quarter of the stay
     * @param requests how drivers ask, measured by what their vehicles take
     * @param pattern the distribution in a few numbers, of which {@code profile} is only the name;
     *     null where it is measured
     */
    record Population(
            String id,
            String profile,
            List<String> stationIds,
            double sessionsPerConnectorDay,
            List<FleetShare> fleet,
            double earlyDepartureShare,
            Requests requests,
            @Nullable Pattern pattern) {
        public Population {
            stationIds = List.copyOf(stationIds);
            fleet = List.copyOf(fleet);
            String of = "population " + id + ": ";
            Check.that(!stationIds.isEmpty(), of + "stations", 0, "at least one");
            Check.that(!fleet.isEmpty(), of + "fleet", 0, "at least one vehicle");
            Check.notNegative(sessionsPerConnectorDay, of + "sessions_per_connector_day");
            Check.within(earlyDepartureShare, 0, 1, of + "early_departure_share");
        }

        private Population without(Set<String> stations) {
            return new Population(
                    id,
                    profile,
                    stationIds.stream().filter(station -> !stations.contains(station)).toList(),
                    sessionsPerConnectorDay,
                    fleet,
                    earlyDepartureShare,
                    requests,
                    pattern);
        }

        /** A population with a measured profile whose drivers ask for what their vehicles take. */
        public Population(
                String id,
                String profile,
                List<String> stationIds,
                double sessionsPerConnectorDay,
                List<FleetShare> fleet,
                double earlyDepartureShare) {
            this(
                    id,
                    profile,
                    stationIds,
                    sessionsPerConnectorDay,
                    fleet,
                    earlyDepartureShare,
                    Requests.HONEST,
                    null);
        }
    }

    /**
     * How the energy that drivers ask for compares with what their vehicles take: a factor drawn
     * for each visit from a log-normal distribution. Where the factor is above 1 the vehicle stops
     * before it has what was asked for.
     *
     * @param bias mean of the factor, greater than 0 and at most {@value #MOST_BIAS}
     * @param spread standard deviation of its logarithm, 0 to {@value #MOST_SPREAD}
     */
    record Requests(double bias, double spread) {
        /** Everybody asks for exactly what the vehicle takes. */
        public static final Requests HONEST = new Requests(1, 0);

        /** Greatest mean factor; ACN-Data have 2. */
        public static final double MOST_BIAS = 10;

        /** Greatest spread; ACN-Data have 0.7. */
        public static final double MOST_SPREAD = 2;

        public Requests {
            Check.positive(bias, "request_bias");
            Check.within(bias, 0, MOST_BIAS, "request_bias");
            Check.within(spread, 0, MOST_SPREAD, "request_spread");
        }

        /**
         * The factor of one driver.
         *
         * @param normal drawn from the standard normal distribution
         */
        public double factor(double normal) {
            return bias * Math.exp(spread * normal - spread * spread / 2);
        }
    }

    /**
     * Sessions told by a few numbers instead of a measured profile: when vehicles come, how long
     * they stay, with what state of charge they come and leave. Every day is alike.
     *
     * @param arrivals weights of the 96 local quarter hours of a day, at least one above 0; only
     *     their ratios matter
     * @param stay how long vehicles stay
     * @param arrivalSoc state of charge on arrival, drawn evenly, within [0, 1]
     * @param targetSoc state of charge that drivers ask for, not below the range of arrival
     * @param capacityKwh usable capacity, drawn evenly; null for that of the vehicle model
     * @param isFixedNumber whether every day has the rounded mean number of arrivals (a Poisson
     *     process given its number), or a Poisson process with that mean
     */
    record Pattern(
            List<Double> arrivals,
            Stay stay,
            Range arrivalSoc,
            double targetSoc,
            @Nullable Range capacityKwh,
            boolean isFixedNumber) {
        /** Quarter hours of a day. */
        public static final int SLOTS = 96;

        public Pattern {
            arrivals = List.copyOf(arrivals);
            Check.that(arrivals.size() == SLOTS, "arrivals", arrivals.size(), SLOTS + " weights");
            arrivals.forEach(weight -> Check.notNegative(weight, "weight of arrivals"));
            Check.that(
                    arrivals.stream().anyMatch(weight -> weight > 0),
                    "weights of arrivals",
                    "all 0",
                    "above 0 at some time of the day");
            Check.within(arrivalSoc.low(), 0, 1, "soc_arrival");
            Check.within(targetSoc, arrivalSoc.high(), 1, "soc_target");
            if (capacityKwh != null) {
                Check.positive(capacityKwh.low(), "capacity_kwh");
            }
        }
    }

    /**
     * How long vehicles stay: normally distributed.
     *
     * @param isByClock whether {@code meanMin} is the local minute of the day that they leave at,
     *     that day or the next, and not the length of the stay
     * @param meanMin mean, minutes
     * @param deviationMin standard deviation, minutes
     */
    record Stay(boolean isByClock, double meanMin, double deviationMin) {
        public Stay {
            Check.within(meanMin, isByClock ? 0 : 1, 1440, isByClock ? "leave: mean" : "mean_min");
            Check.within(deviationMin, 0, 360, "deviation_min");
        }
    }

    /**
     * A vehicle model and how common it is.
     *
     * @param vehicle the model
     * @param weight relative frequency, greater than 0
     */
    record FleetShare(Vehicle vehicle, double weight) {
        public FleetShare {
            Check.positive(weight, "vehicle " + vehicle.id() + ": weight");
        }
    }

    /**
     * From one number to another.
     *
     * @param low lower end
     * @param high upper end, not below
     */
    record Range(double low, double high) {
        public Range {
            Check.finite(low, "lower end");
            Check.that(high >= low && Double.isFinite(high), "upper end", high, ">= " + low);
        }
    }
}
