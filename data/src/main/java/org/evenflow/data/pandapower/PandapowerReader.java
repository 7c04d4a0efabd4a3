package org.evenflow.data.pandapower;

import java.nio.file.Path;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;

/**
 * Reads networks that pandapower has written with {@code to_json} (L. Thurner et al., "pandapower —
 * an open-source Python tool for convenient modeling, analysis, and optimization of electric power
 * systems", IEEE Trans. Power Systems 33(6), 2018; element models as in its documentation).
 *
 * <p>A bus is called by its index, which the result tables use; another element by its table and
 * index, {@code "line 12"}. Transformers are pandapower's T model, turned exactly into a π. A
 * branch with one open end ends at an extra bus {@code "line 12 open end"}, so that its charging
 * still flows. What is out of service is left out and counted. Elements that the feeder cannot
 * represent are refused while they are in service.
 */
public final class PandapowerReader implements FeederReader {
    /** Found by {@link java.util.ServiceLoader}. */
    public PandapowerReader() {}

    @Override
    public String format() {
        return "pandapower network (.json)";
    }

    @Override
    public boolean reads(Path file) {
        String name = file.toString();
        return name.endsWith(".json") || name.endsWith(".json.gz");
    }

    @Override
    public FeederImport parse(String name, String text) {
        return new NetAssembly(NetJson.parse(name, text)).feeder(format());
    }
}
