package org.evenflow.data.matpower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What MATPOWER's functions {@code idx_bus}, {@code idx_brch} and {@code idx_gen} return, in their
 * order (MATPOWER User's Manual, appendix B: bus types, then columns from 1).
 */
final class ColumnNames {
    private static final List<Integer> BUS =
            Stream.concat(Stream.of(1, 2, 3, 4), count(17)).toList();
    private static final List<Integer> BRANCH =
            Stream.concat(
                            IntStream.rangeClosed(1, 11).boxed(),
                            Stream.of(14, 15, 16, 17, 18, 19, 12, 13, 20, 21))
                    .toList();
    private static final List<Integer> GEN =
            Stream.concat(
                            IntStream.rangeClosed(1, 10).boxed(),
                            Stream.of(22, 23, 24, 25, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21))
                    .toList();
    private static final List<String> BUS_NAMES =
            List.of(
                    "PQ",
                    "PV",
                    "REF",
                    "NONE",
                    "BUS_I",
                    "BUS_TYPE",
                    "PD",
                    "QD",
                    "GS",
                    "BS",
                    "BUS_AREA",
                    "VM",
                    "VA",
                    "BASE_KV",
                    "ZONE",
                    "VMAX",
                    "VMIN");
    private static final List<String> BRANCH_NAMES =
            List.of(
                    "F_BUS",
                    "T_BUS",
                    "BR_R",
                    "BR_X",
                    "BR_B",
                    "RATE_A",
                    "RATE_B",
                    "RATE_C",
                    "TAP",
                    "SHIFT",
                    "BR_STATUS");
    private static final List<String> GEN_NAMES =
            List.of(
                    "GEN_BUS",
                    "PG",
                    "QG",
                    "QMAX",
                    "QMIN",
                    "VG",
                    "MBASE",
                    "GEN_STATUS",
                    "PMAX",
                    "PMIN");

    private ColumnNames() {}

    private static Stream<Integer> count(int to) {
        return IntStream.rangeClosed(1, to).boxed();
    }

    /** Values that one of the functions returns; null for any other name. */
    static @Nullable List<Integer> of(String function) {
        return switch (function) {
            case "idx_bus" -> BUS;
            case "idx_brch" -> BRANCH;
            case "idx_gen" -> GEN;
            default -> null;
        };
    }

    /** What {@code define_constants} defines. */
    static Map<String, Integer> all() {
        var all = new HashMap<String, Integer>();
        put(all, BUS_NAMES, BUS);
        put(all, BRANCH_NAMES, BRANCH);
        put(all, GEN_NAMES, GEN);
        return all;
    }

    private static void put(Map<String, Integer> all, List<String> names, List<Integer> values) {
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), values.get(i));
        }
    }
}
