package org.evenflow.learn.value;

import java.util.Map;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.evenflow.tensor.Tensor;

/**
 * How a network's outputs say values of levels. The first output is the state's value V, the next
 * ones are advantages, as in dueling networks (Z. Wang et al., "Dueling network architectures for
 * deep reinforcement learning", ICML 2016): Q of a kind is V + A − mean of A.
 *
 * <p>A kind is a level of its own; where levels have an order, there are two kinds: level 0, and
 * all others together, which stand on a line from -1 to 1. Their values fall off with the squared
 * distance from a peak, which is the last output (S. Gu et al., "Continuous deep Q-learning with
 * model-based acceleration", ICML 2016: normalised advantage functions).
 *
 * @param levels of the world
 * @param isOrdered whether levels from 1 on are ordered
 */
record LevelHead(int levels, boolean isOrdered) {
    static LevelHead of(WorldShape shape, boolean isOrdered) {
        if (shape.actions() instanceof WorldShape.Discrete(int levels)) {
            return new LevelHead(levels, isOrdered);
        }
        throw new InputException(
                "algorithm: it learns what levels are worth, but the world's actions are any"
                        + " numbers; give it levels (train: --levels 81)");
    }

    int kinds() {
        return isOrdered ? 2 : levels;
    }

    int outputs() {
        return 1 + kinds() + (isOrdered ? 1 : 0);
    }

    /** Values of kinds, {@code [agent][row][kind]}. */
    Tensor values(Tensor outputs) {
        Tensor advantage = outputs.narrow(2, 1, kinds());
        int[] shape = outputs.shape();
        Tensor mean = advantage.mean(2).reshape(shape[0], shape[1], 1);
        return outputs.narrow(2, 0, 1).add(advantage).sub(mean);
    }

    /** Places of peaks, {@code [agent][row]}. */
    Tensor peaks(Tensor outputs) {
        int[] shape = outputs.shape();
        return outputs.narrow(2, outputs() - 1, 1).reshape(shape[0], shape[1]);
    }

    /**
     * The kind with the greatest value among those that are allowed; the first where there are
     * several.
     *
     * @param outputs of one network from {@code at}
     * @param allowed levels from {@code first}
     */
    int bestKind(float[] outputs, int at, boolean[] allowed, int first) {
        int best = -1;
        for (int kind = 0; kind < kinds(); kind++) {
            if (allowed[first + kind]
                    && (best < 0 || outputs[at + 1 + kind] > outputs[at + 1 + best])) {
                best = kind;
            }
        }
        return Math.max(0, best);
    }

    /** The peak that a network's outputs say. */
    float peak(float[] outputs, int at) {
        return isOrdered ? outputs[at + outputs() - 1] : 0;
    }

    /** The level of a kind, nearest to a place on the line where levels are ordered. */
    int level(int kind, double place) {
        if (!isOrdered || kind == 0) {
            return kind;
        }
        double within = Math.min(1, Math.max(-1, place));
        return 1 + (int) Math.round((within + 1) / 2 * (levels - 2));
    }

    /**
     * Adds the choice of a level to a model, as {@code action}.
     *
     * @param outputs of the networks, {@code [agent][output]}
     * @param allowed 1 or 0, {@code [agent][level]}
     */
    void toOnnx(OnnxModel model, String outputs, String allowed) {
        model.constant("one", new float[] {1}, 1);
        model.constant("forbidden", new float[] {1e9f}, 1);
        String kinds = columns(model, "kinds", outputs, 1, 1 + kinds());
        String may = columns(model, "may", allowed, 0, kinds());
        String without = model.operator("Sub", "may.less", may, "one");
        String far = model.operator("Mul", "may.far", without, "forbidden");
        String masked = model.operator("Add", "kinds.masked", kinds, far);
        String top = model.operator("ArgMax", "top", Map.of("axis", 1L), masked);
        String kind = isOrdered ? "kind" : "action";
        model.operator("Cast", kind, Map.of("to", 1L), top);
        if (!isOrdered) {
            return;
        }
        // 1 + round((place + 1) / 2 * (levels - 2)) where it runs, else 0.
        model.constant("least", new float[] {-1}, new int[0]);
        model.constant("most", new float[] {1}, new int[0]);
        model.constant("steps", new float[] {(levels - 2) / 2f}, 1);
        model.constant("half", new float[] {0.5f}, 1);
        String peak = columns(model, "peak", outputs, outputs() - 1, outputs());
        String within = model.operator("Clip", "peak.within", peak, "least", "most");
        String above = model.operator("Add", "peak.above", within, "one");
        String place = model.operator("Mul", "peak.steps", above, "steps");
        String next = model.operator("Add", "peak.next", place, "half");
        String step = model.operator("Floor", "peak.step", next);
        String running = model.operator("Add", "peak.level", step, "one");
        model.operator("Mul", "action", running, kind);
    }

    private static String columns(OnnxModel model, String name, String of, int from, int to) {
        model.constant(name + ".from", new long[] {from}, 1);
        model.constant(name + ".to", new long[] {to}, 1);
        model.constant(name + ".axis", new long[] {1}, 1);
        return model.operator("Slice", name, of, name + ".from", name + ".to", name + ".axis");
    }
}
