package org.evenflow.city;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.SessionSource.Population;

/**
 * When vehicles come, how long they stay and how much energy they take, measured on real sessions
 * and kept as a small table with its citation and recipe ({@code profiles/*.csv}).
 *
 * <p>Arrivals are weights per local quarter hour, those of a weekday adding up to 1, those of a
 * weekend day to the measured ratio of a weekend day to a weekday. Stays are quantiles by the
 * three-hour band of arrival, energies quantiles by the length of the stay, which keeps the
 * dependence between them. The 17 quantiles lie at equal distances of probability; the outermost
 * are the 1 and 99 percent ones, so that a single outlier does not stretch the tails.
 */
public final class SessionProfile {
    /** Quarter hours of a day. */
    static final int SLOTS = 96;

    /** Bands of three hours that stays are kept for. */
    static final int ARRIVAL_BANDS = 8;

    /** Quantiles per row. */
    static final int QUANTILES = 17;

    private static final List<String> NAMES =
            List.of("workplace", "public", "home", "fast", "depot");

    private final String name;
    private final List<String> remarks = new ArrayList<>();
    private final double[] weekday = new double[SLOTS];
    private final double[] weekend = new double[SLOTS];
    private final double[][] stayMin = new double[ARRIVAL_BANDS][];
    private double[] leaveMin = {};
    private boolean sameEveryDay;
    private double[] stayEdgesMin = {};
    private double[][] energyKwh = {};

    private SessionProfile(String name) {
        this.name = name;
    }

    /** Names that {@link #named} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The profile of that name.
     *
     * @throws InputException where there is none
     */
    public static SessionProfile named(String name) {
        if (!NAMES.contains(name)) {
            throw new InputException(
                    "session profile '" + name + "' is not known; known are " + NAMES);
        }
        String file = "profiles/" + name + ".csv";
        try (var stream = SessionProfile.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing from the installation");
            }
            var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return read(name, reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** The profile of a population: its pattern's, else the measured one that it names. */
    static SessionProfile of(Population population) {
        var pattern = population.pattern();
        return pattern == null
                ? named(population.profile())
                : PatternProfile.of(population.profile(), pattern);
    }

    /**
     * A profile of a few numbers; its energies are zero, for a pattern tells states of charge.
     *
     * @param arrivals weights of the quarter hours, adding up to 1
     * @param quantilesMin of the stay, or of the minute of leaving
     */
    static SessionProfile of(
            String name,
            String remark,
            boolean isFixedNumber,
            double[] arrivals,
            boolean leavesByClock,
            double[] quantilesMin) {
        var profile = new SessionProfile(name);
        profile.remarks.add(remark);
        profile.sameEveryDay = isFixedNumber;
        System.arraycopy(arrivals, 0, profile.weekday, 0, SLOTS);
        System.arraycopy(arrivals, 0, profile.weekend, 0, SLOTS);
        if (leavesByClock) {
            profile.leaveMin = quantilesMin;
        } else {
            Arrays.fill(profile.stayMin, quantilesMin);
        }
        profile.energyKwh = new double[][] {new double[QUANTILES]};
        return profile;
    }

    static SessionProfile read(String name, List<String> lines) {
        var profile = new SessionProfile(name);
        for (String line : lines) {
            if (line.startsWith("#")) {
                profile.remarks.add(line.substring(1).strip());
            } else if (!line.isBlank()) {
                profile.take(line.split(",", -1));
            }
        }
        return profile;
    }

    private void take(String[] cells) {
        switch (cells[0]) {
            case "arrival_weekday" -> System.arraycopy(numbers(cells, 1), 0, weekday, 0, SLOTS);
            case "arrival_weekend" -> System.arraycopy(numbers(cells, 1), 0, weekend, 0, SLOTS);
            case "stay_min" -> stayMin[Integer.parseInt(cells[1])] = numbers(cells, 2);
            case "same_every_day" -> sameEveryDay = Boolean.parseBoolean(cells[1]);
            case "leave_min" -> leaveMin = numbers(cells, 1);
            case "stay_edges_min" -> {
                stayEdgesMin = wholeMinutes(numbers(cells, 1));
                energyKwh = new double[stayEdgesMin.length + 1][];
            }
            case "energy_kwh" -> energyKwh[Integer.parseInt(cells[1])] = numbers(cells, 2);
            default -> throw new IllegalStateException(name + ": unknown row " + cells[0]);
        }
    }

    private double[] wholeMinutes(double[] edges) {
        for (double edge : edges) {
            if (edge != Math.rint(edge)) {
                throw new IllegalStateException(name + ": edge " + edge + " is no whole minute");
            }
        }
        return edges;
    }

    private static double[] numbers(String[] cells, int from) {
        return Arrays.stream(cells, from, cells.length).mapToDouble(Double::parseDouble).toArray();
    }

    /** Source, licence and measuring recipe, line by line. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Whether as many come every day, as a fleet does that comes home, and not by chance. */
    boolean sameEveryDay() {
        return sameEveryDay;
    }

    /** Weights of the local quarter hours of a day. */
    double[] arrivals(boolean isWeekend) {
        return isWeekend ? weekend : weekday;
    }

    /**
     * Length of a stay in minutes.
     *
     * @param minuteOfDay local minute of arrival, [0, 1440)
     * @param u uniform in [0, 1)
     */
    double stayMin(double minuteOfDay, double u) {
        if (leavesByClock()) {
            double stay = at(leaveMin, u) - minuteOfDay;
            return stay > 0 ? stay : stay + 1440;
        }
        return at(stayMin[(int) (minuteOfDay / (1440 / ARRIVAL_BANDS))], u);
    }

    /** Energy at the meter in kWh that a stay of that length takes. */
    double energyKwh(double stay, double u) {
        return at(energyKwh[energyBand(stay)], u);
    }

    /** The row of energies of a stay of that length, minutes. */
    int energyBand(double stay) {
        int band = 0;
        while (band < stayEdgesMin.length && stay >= stayEdgesMin[band]) {
            band++;
        }
        return band;
    }

    /** Whether stays end at an hour that is drawn, and not after a time that is. */
    boolean leavesByClock() {
        return leaveMin.length > 0;
    }

    /** Quantiles of stays by band of arrival, or those of the minute of leaving alone. */
    double[][] stayRows() {
        return leavesByClock() ? new double[][] {leaveMin} : stayMin;
    }

    /** Quantiles of energy by length of the stay. */
    double[][] energyRows() {
        return energyKwh;
    }

    /** The longest stay of the tables, minutes. */
    double longestMin() {
        double longest = 0;
        for (int minute = 0; minute < 1440; minute += 1440 / SLOTS) {
            longest = Math.max(longest, longestMin(minute));
        }
        return longest;
    }

    /** The longest stay of vehicles that come in the quarter hour from a local minute on. */
    double longestMin(int minuteOfDay) {
        return leavesByClock()
                ? stayMin(minuteOfDay, Math.nextDown(1.0))
                : stayMin[minuteOfDay / (1440 / ARRIVAL_BANDS)][QUANTILES - 1];
    }

    private static double at(double[] quantiles, double u) {
        double x = u * (QUANTILES - 1);
        int i = (int) x;
        return quantiles[i] + (x - i) * (quantiles[i + 1] - quantiles[i]);
    }
}
