package org.evenflow.learn.charging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;

/**
 * The trained policies that come with Evenflow, as controllers: {@code policies/index.tsv} lists
 * their ids, the scenario that each was trained for and one sentence; the files beside it hold
 * weights and recipes.
 */
public final class PolicyControllers implements ControllerProvider {
    private static final String FOLDER = "policies/";

    private final Map<String, Entry> byId = new LinkedHashMap<>();

    /** A line of the index. */
    private record Entry(String scenario, String description) {}

    /** Reads the index. */
    public PolicyControllers() {
        for (String line :
                new String(resource("index.tsv"), StandardCharsets.UTF_8).lines().toList()) {
            String[] cells = line.split("\t");
            byId.put(cells[0], new Entry(cells[1], cells[2]));
        }
    }

    @Override
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    @Override
    public String describe(String id) {
        return entry(id).description();
    }

    @Override
    public boolean isUsual(String id, String scenario) {
        return entry(id).scenario().equals(scenario);
    }

    @Override
    public Controller create(String id) {
        return controller(id, file(id));
    }

    /** A built-in policy's file. */
    public TensorFile file(String id) {
        return TensorFile.of(bytes(id), "policy " + id);
    }

    /** Its bytes. */
    public byte[] bytes(String id) {
        return resource(id + ".safetensors");
    }

    /**
     * The policy of a file as a controller.
     *
     * @param id in tables
     * @throws org.evenflow.model.InputException where the file is missing, cut short, of another
     *     version or made for other features
     */
    public static Controller of(String id, Path file) {
        return controller(id, PolicyFiles.read(file));
    }

    private static Controller controller(String id, TensorFile file) {
        return of(id, new Policies().read(file), WorldDesign.read(file));
    }

    /** A policy as the controller that its design says: alone, or refined by MPC. */
    public static Controller of(String id, Policy policy, WorldDesign design) {
        var alone = new PolicyController(id, policy, design);
        return design.proposalPrice() > 0 ? Refinement.of(alone, design.proposalPrice()) : alone;
    }

    private Entry entry(String id) {
        Entry entry = byId.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("no policy " + id);
        }
        return entry;
    }

    private static byte[] resource(String name) {
        try (InputStream in = PolicyControllers.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + FOLDER + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
