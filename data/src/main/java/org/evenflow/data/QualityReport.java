package org.evenflow.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the rows of a session log.
 *
 * @param file the log
 * @param layout name of the layout it was read with
 * @param rowsRead rows under the header
 * @param rowsKept sessions kept
 * @param dropped rows dropped, by the first reason that applied; reasons in their fixed order
 * @param examples the first few dropped rows of each reason with line and value
 * @param shiftedTimes local times in the hour that the clock skips in spring, moved forward
 * @param ambiguousTimes local times in the hour that the clock repeats in autumn, taken as the
 *     earlier of the two unless that put departure before arrival or a zone label said otherwise
 * @param renamedIds sessions whose id another session at another time or station has; {@code @} and
 *     their line are added to the id
 * @param energyKwh energy of the sessions kept, kWh at the meter
 */
public record QualityReport(
        String file,
        String layout,
        int rowsRead,
        int rowsKept,
        Map<Reason, Integer> dropped,
        List<String> examples,
        int shiftedTimes,
        int ambiguousTimes,
        int renamedIds,
        double energyKwh) {

    /** Why a row is dropped; the first that applies counts. */
    public enum Reason {
        /** The station's cell is empty. */
        NO_STATION("no station"),
        /** The arrival's cell is empty. */
        NO_ARRIVAL("no arrival"),
        /** The departure's cell is empty: still plugged in, or never closed. */
        NO_DEPARTURE("no departure"),
        /** A time does not fit the layout's patterns. */
        UNREADABLE_TIME("unreadable time"),
        /** A stay of zero or negative length. */
        DEPARTURE_NOT_AFTER_ARRIVAL("departure not after arrival"),
        /** The energy's cell is empty or not a number. */
        NO_ENERGY("no energy"),
        /** A cell that must hold a number holds something else. */
        UNREADABLE_NUMBER("unreadable number"),
        /** Nothing was delivered. */
        ENERGY_NOT_POSITIVE("energy zero or negative"),
        /** The id, station and arrival of an earlier row. */
        DUPLICATE_ID("duplicate id"),
        /** More power than a connector can give. */
        MEAN_POWER_IMPLAUSIBLE("mean power above the plausible limit"),
        /** Longer than the limit on stays. */
        STAY_TOO_LONG("stay longer than the limit");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason in words. */
        public String words() {
            return words;
        }
    }

    public QualityReport {
        var ordered = new EnumMap<Reason, Integer>(Reason.class);
        ordered.putAll(dropped);
        dropped = Collections.unmodifiableMap(ordered);
        examples = List.copyOf(examples);
    }

    /** Rows dropped for a reason. */
    public int dropped(Reason reason) {
        return dropped.getOrDefault(reason, 0);
    }

    /** The report in lines of text, most important first. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s read as %s: %d rows, %d kept, %d dropped, %.1f kWh kept",
                        file,
                        layout,
                        rowsRead,
                        rowsKept,
                        rowsRead - rowsKept,
                        energyKwh));
        dropped.forEach((reason, rows) -> lines.add("dropped " + rows + ": " + reason.words()));
        if (shiftedTimes > 0) {
            lines.add(
                    shiftedTimes
                            + " times in the hour that the clock skips were moved one hour on");
        }
        if (ambiguousTimes > 0) {
            lines.add(ambiguousTimes + " times in the hour that the clock repeats were settled");
        }
        if (renamedIds > 0) {
            lines.add(renamedIds + " sessions share their id with others and got their line added");
        }
        examples.forEach(example -> lines.add("  e.g. " + example));
        return List.copyOf(lines);
    }
}
