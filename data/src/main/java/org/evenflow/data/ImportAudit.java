package org.evenflow.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader made of a feeder's file.
 *
 * @param format of the file
 * @param kinds one entry per kind of element, in the order the file brings them
 * @param warnings what a user should look at, in plain sentences
 * @param results voltages that the file carries, to compare with; mostly empty
 */
public record ImportAudit(
        String format, List<Kind> kinds, List<String> warnings, List<StoredVoltage> results) {
    public ImportAudit {
        kinds = List.copyOf(kinds);
        warnings = List.copyOf(warnings);
        results = List.copyOf(results);
    }

    /** The same with more warnings behind its own. */
    public ImportAudit warning(List<String> more) {
        var all = new ArrayList<>(warnings);
        all.addAll(more);
        return new ImportAudit(format, kinds, all, results);
    }

    /**
     * Elements of one kind.
     *
     * @param name what the format calls them
     * @param read how many the file has
     * @param mapped how many of them the feeder represents
     * @param ignored how many not, by reason
     */
    public record Kind(String name, int read, int mapped, Map<String, Integer> ignored) {
        public Kind {
            ignored = Map.copyOf(ignored);
        }
    }

    /**
     * A voltage that the file carries.
     *
     * @param busId bus of the feeder
     * @param phase 0 to 2 for a to c against neutral; -1 for a balanced network's one value
     * @param pu magnitude
     * @param angleDeg angle, or NaN where the file has none
     */
    public record StoredVoltage(String busId, int phase, double pu, double angleDeg) {}

    /** Counts while a file is read. Mutable. */
    public static final class Tally {
        private final Map<String, int[]> counts = new LinkedHashMap<>();
        private final Map<String, Map<String, Integer>> ignored = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<StoredVoltage> results = new ArrayList<>();

        /** An empty tally. */
        public Tally() {}

        /** Counts elements that the feeder represents. */
        public Tally mapped(String kind, int count) {
            int[] at = of(kind);
            at[0] += count;
            at[1] += count;
            return this;
        }

        /** Counts elements that it does not. */
        public Tally ignored(String kind, int count, String reason) {
            if (count > 0) {
                of(kind)[0] += count;
                ignored.computeIfAbsent(kind, _ -> new TreeMap<>())
                        .merge(reason, count, Integer::sum);
            }
            return this;
        }

        /** Adds a sentence for the user. */
        public Tally warn(String sentence) {
            warnings.add(sentence);
            return this;
        }

        /** Adds a voltage that the file carries. */
        public Tally result(StoredVoltage voltage) {
            results.add(voltage);
            return this;
        }

        private int[] of(String kind) {
            return counts.computeIfAbsent(kind, _ -> new int[2]);
        }

        /** The audit so far. */
        public ImportAudit audit(String format) {
            var kinds = new ArrayList<Kind>();
            counts.forEach(
                    (kind, count) ->
                            kinds.add(
                                    new Kind(
                                            kind,
                                            count[0],
                                            count[1],
                                            ignored.getOrDefault(kind, Map.of()))));
            return new ImportAudit(format, kinds, warnings, results);
        }
    }
}
