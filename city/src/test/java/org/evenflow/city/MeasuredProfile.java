package org.evenflow.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Measures the tables of {@code profiles/} on the public session files: the recipe as code. The
 * main method writes them anew; a test compares.
 */
final class MeasuredProfile {
    private static final int LEAST_SESSIONS = 60;

    private record Session(LocalDateTime arrival, double stayMin, double kwh) {}

    /** How a profile is measured. */
    record Recipe(
            String name,
            List<String> files,
            List<String> remarks,
            int energyColumn,
            Predicate<String> row,
            LocalDate before,
            double maxStayH,
            double maxKw,
            double maxKwh,
            double[] edgesMin) {}

    private MeasuredProfile() {}

    static List<Recipe> recipes() {
        return List.of(workplace(), publicAc(), home(), fast());
    }

    private static Recipe workplace() {
        return new Recipe(
                "workplace",
                List.of("acn_caltech_2019_2021.csv.gz", "acn_jpl_2019_2021.csv.gz"),
                List.of(
                        "Measured on ACN-Data, Caltech and JPL, May to December 2019 (Z. Lee, T. Li"
                                + " and S. Low, ACM e-Energy 2019, CC BY 4.0)."),
                6,
                row -> true,
                LocalDate.of(2020, 1, 1),
                24,
                22,
                120,
                new double[] {60, 120, 240, 360, 480, 600});
    }

    private static Recipe publicAc() {
        return new Recipe(
                "public",
                List.of("dundee_2017_2018.csv.gz"),
                List.of(
                        "Measured on the public chargers of Dundee that are not rapid ones,"
                                + " September 2017 to September 2018 (Dundee City Council, Open"
                                + " Government Licence v3)."),
                4,
                row -> !row.contains("Rapid"),
                LocalDate.MAX,
                24,
                24,
                120,
                new double[] {30, 60, 120, 240, 480, 720});
    }

    private static Recipe home() {
        return new Recipe(
                "home",
                List.of("trondheim_2018_2020.csv.gz"),
                List.of(
                        "Measured on residential garages in Trondheim, December 2018 to January"
                                + " 2020 (A. Sørensen et al., Data in Brief 36, 2021, CC BY 4.0)."),
                6,
                row -> true,
                LocalDate.MAX,
                48,
                24,
                120,
                new double[] {60, 120, 240, 480, 720, 960});
    }

    private static Recipe fast() {
        return new Recipe(
                "fast",
                List.of("dundee_2017_2018.csv.gz"),
                List.of(
                        "Measured on the rapid chargers (about 50 kW) of Dundee, September 2017 to"
                                + " September 2018 (Dundee City Council, Open Government Licence"
                                + " v3)."),
                4,
                row -> row.contains("Rapid"),
                LocalDate.MAX,
                4,
                55,
                120,
                new double[] {10, 20, 30, 45, 60});
    }

    /** The lines of the table. */
    static List<String> measure(Recipe recipe, List<List<String>> files) {
        var sessions = new ArrayList<Session>();
        int rows = 0;
        for (var file : files) {
            rows += file.size() - 1;
            read(recipe, file, sessions);
        }
        var lines = new ArrayList<String>();
        recipe.remarks().forEach(remark -> lines.add("# " + remark));
        lines.add("# " + recipeSentence(recipe, sessions.size(), rows));
        arrivals(sessions, lines);
        stays(sessions, lines);
        energies(sessions, recipe.edgesMin(), lines);
        return lines;
    }

    private static String recipeSentence(Recipe recipe, int kept, int rows) {
        return String.format(
                Locale.ROOT,
                "Kept %d of %d rows: stay of 5 min to %.0f h, energy of 0.5 to %.0f kWh, mean power"
                        + " at most %.0f kW; a band of fewer than %d sessions takes the quantiles"
                        + " of all.",
                kept,
                rows,
                recipe.maxStayH(),
                recipe.maxKwh(),
                recipe.maxKw(),
                LEAST_SESSIONS);
    }

    private static void read(Recipe recipe, List<String> file, List<Session> sessions) {
        int arrivalColumn = Arrays.asList(file.getFirst().split(",")).indexOf("arrival_local");
        for (String row : file.subList(1, file.size())) {
            var cells = row.split(",", -1);
            if (!recipe.row().test(row)
                    || cells[arrivalColumn + 1].isBlank()
                    || cells[recipe.energyColumn()].isBlank()) {
                continue;
            }
            var arrival = LocalDateTime.parse(cells[arrivalColumn]);
            var departure = LocalDateTime.parse(cells[arrivalColumn + 1]);
            double stay = Duration.between(arrival, departure).toSeconds() / 60.0;
            double kwh = Double.parseDouble(cells[recipe.energyColumn()]);
            boolean kept =
                    arrival.toLocalDate().isBefore(recipe.before())
                            && stay >= 5
                            && stay <= recipe.maxStayH() * 60
                            && kwh >= 0.5
                            && kwh <= recipe.maxKwh()
                            && kwh <= recipe.maxKw() * stay / 60;
            if (kept) {
                sessions.add(new Session(arrival, stay, kwh));
            }
        }
    }

    private static void arrivals(List<Session> sessions, List<String> lines) {
        var weeks = new HashSet<LocalDate>();
        var weekday = new double[SessionProfile.SLOTS];
        var weekend = new double[SessionProfile.SLOTS];
        double onWeekdays = 0;
        for (Session session : sessions) {
            var date = session.arrival().toLocalDate();
            weeks.add(date.with(DayOfWeek.MONDAY));
            boolean isWeekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            int slot = session.arrival().getHour() * 4 + session.arrival().getMinute() / 15;
            (isWeekend ? weekend : weekday)[slot]++;
            onWeekdays += isWeekend ? 0 : 1;
        }
        double perWeekday = onWeekdays / (5 * weeks.size());
        for (int slot = 0; slot < SessionProfile.SLOTS; slot++) {
            weekday[slot] /= onWeekdays;
            weekend[slot] /= 2 * weeks.size() * perWeekday;
        }
        lines.add("arrival_weekday," + join(weekday, 5));
        lines.add("arrival_weekend," + join(weekend, 5));
    }

    private static void stays(List<Session> sessions, List<String> lines) {
        double[] all = sessions.stream().mapToDouble(Session::stayMin).toArray();
        for (int band = 0; band < SessionProfile.ARRIVAL_BANDS; band++) {
            int from = band * 3;
            double[] stays =
                    sessions.stream()
                            .filter(s -> s.arrival().getHour() / 3 * 3 == from)
                            .mapToDouble(Session::stayMin)
                            .toArray();
            lines.add(
                    "stay_min,"
                            + band
                            + ","
                            + join(quantiles(stays.length < LEAST_SESSIONS ? all : stays), 0));
        }
    }

    private static void energies(List<Session> sessions, double[] edges, List<String> lines) {
        lines.add("stay_edges_min," + join(edges, 0));
        double[] all = sessions.stream().mapToDouble(Session::kwh).toArray();
        for (int band = 0; band <= edges.length; band++) {
            double low = band == 0 ? 0 : edges[band - 1];
            double high = band == edges.length ? Double.POSITIVE_INFINITY : edges[band];
            double[] energies =
                    sessions.stream()
                            .filter(s -> s.stayMin() >= low && s.stayMin() < high)
                            .mapToDouble(Session::kwh)
                            .toArray();
            lines.add(
                    "energy_kwh,"
                            + band
                            + ","
                            + join(
                                    quantiles(energies.length < LEAST_SESSIONS ? all : energies),
                                    2));
        }
    }

    /** Evenly spaced quantiles, the outermost at 1 and 99 percent. */
    static double[] quantiles(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var quantiles = new double[SessionProfile.QUANTILES];
        for (int q = 0; q < quantiles.length; q++) {
            double p = Math.clamp(q / (quantiles.length - 1.0), 0.01, 0.99);
            double x = p * (sorted.length - 1);
            int i = (int) x;
            quantiles[q] =
                    sorted[i] + (x - i) * (sorted[Math.min(i + 1, sorted.length - 1)] - sorted[i]);
        }
        return quantiles;
    }

    private static String join(double[] values, int decimals) {
        var cells = new ArrayList<String>();
        for (double value : values) {
            cells.add(String.format(Locale.ROOT, "%." + decimals + "f", value));
        }
        return String.join(",", cells);
    }

    /** Writes the tables into the folder given first. */
    public static void main(String[] arguments) throws IOException {
        for (Recipe recipe : recipes()) {
            var files = new ArrayList<List<String>>();
            for (String file : recipe.files()) {
                files.add(SharedData.lines(SharedData.find("ev_sessions/" + file).orElseThrow()));
            }
            Files.write(Path.of(arguments[0], recipe.name() + ".csv"), measure(recipe, files));
        }
    }
}
