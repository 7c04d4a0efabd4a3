package org.evenflow.data.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.evenflow.data.YamlMap;
import org.evenflow.model.InputException;

/**
 * The gauntlet: twelve built-in worlds and ten seeds that controllers are compared on and that
 * nothing is trained, tuned or chosen on. Its files are frozen: whoever changes one makes a new
 * {@link #VERSION} with a new {@link #FROZEN} checksum, and figures of two versions are never put
 * side by side.
 */
public final class Gauntlet {
    /** Number of the version, raised with every change of a world. */
    public static final int VERSION = 1;

    /** {@link #checksum} of this version. */
    public static final String FROZEN =
            "9c7f458e2684c23d57980dd9f46587e81b0b80ba4916def86422b93a753df4d2";

    private static final String FOLDER = "gauntlet";
    private static final int FIRST_SEED = 9001;
    private static final int SEEDS = 10;

    private static final List<String> WORLDS =
            List.of(
                    "office-campus",
                    "clinic-early-leavers",
                    "crowded-car-park",
                    "garage-phases",
                    "lv-street",
                    "homes-export",
                    "pool-cars-v2g",
                    "van-fleet-week",
                    "bus-depot-winter",
                    "retail-fast",
                    "market-negative",
                    "rural-feeder");

    private Gauntlet() {}

    /** Ids of all worlds, in the order of tables. */
    public static List<String> worlds() {
        return WORLDS;
    }

    /** All seeds, of a range that nothing else plays. */
    public static List<Long> seeds() {
        return seeds(SEEDS);
    }

    /**
     * The first seeds.
     *
     * @param count at least one, no more than there are
     */
    public static List<Long> seeds(int count) {
        if (count < 1 || count > SEEDS) {
            throw new InputException(
                    "the gauntlet has seeds 1 to " + SEEDS + " of its own, not " + count);
        }
        return LongStream.range(FIRST_SEED, FIRST_SEED + count).boxed().toList();
    }

    /**
     * The study of some worlds.
     *
     * @param worlds their ids, at least one
     * @param seeds at least one
     * @param controllers ids in the order of tables
     * @throws InputException where there is no such world, or one is named twice
     */
    public static Study study(List<String> worlds, List<Long> seeds, List<String> controllers) {
        var variants = new ArrayList<Extent.Variant>();
        for (String id : worlds) {
            var document = document(id);
            variants.add(new Extent.Variant(id, document.scenario().title(), false, document));
        }
        if (variants.isEmpty()) {
            throw new InputException("the gauntlet needs at least one world, has none");
        }
        var document = variants.getFirst().document();
        var file = document.load();
        return new Study(
                FOLDER,
                "Gauntlet " + VERSION,
                file.scenario(),
                controllers,
                seeds,
                seeds.getFirst(),
                null,
                file.resolved(),
                document,
                Extent.NONE.withVariants(variants).withValidationSeeds(0));
    }

    private static ScenarioDocument document(String id) {
        if (!WORLDS.contains(id)) {
            throw new InputException(
                    "world '"
                            + id
                            + "' is none of the gauntlet's: "
                            + String.join(", ", WORLDS)
                            + YamlMap.didYouMean(id, WORLDS));
        }
        return ScenarioDocument.of(() -> Resources.yaml(FOLDER, id));
    }

    /** SHA-256 over names and texts of the worlds' files in their order, hexadecimal. */
    public static String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String id : WORLDS) {
                digest.update((id + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(Resources.bytes(FOLDER, id));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
