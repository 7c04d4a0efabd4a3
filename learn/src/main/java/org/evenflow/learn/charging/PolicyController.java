package org.evenflow.learn.charging;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A trained policy as a controller that any study can name and any site can run: it sees what it
 * saw in training, through the same {@link Encoder}, and chooses without exploring.
 */
public final class PolicyController implements Controller {
    private final String id;
    private final Policy policy;
    private final WorldDesign design;
    private @Nullable Desk desk;

    /** What a site of a certain shape needs. */
    @SuppressWarnings("ArrayRecordComponent") // belongs to the controller
    private record Desk(
            Policy policy, Encoder encoder, Response response, Frame frame, float[] actions) {
        static Desk of(Policy policy, WorldDesign design, Observation observation) {
            var encoder = new Encoder(design, observation);
            var shape = encoder.shape();
            return new Desk(
                    policy.in(shape),
                    encoder,
                    Response.of(design, encoder, observation),
                    new Frame(shape),
                    new float[shape.agents() * shape.actions().parts()]);
        }
    }

    /**
     * A controller.
     *
     * @param id in studies and tables
     * @param policy of the design; a site that it does not fit is refused when it is first seen
     */
    public PolicyController(String id, Policy policy, WorldDesign design) {
        this.id = id;
        this.policy = policy;
        this.design = design;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void reset() {
        desk = null; // the next run may be at another site
    }

    @Override
    public void decide(Observation observation, Action action) {
        var present = desk;
        if (present == null) {
            present = Desk.of(policy, design, observation);
            desk = present;
        }
        var encoder = present.encoder();
        encoder.encode(observation, present.frame());
        present.response().allow(observation, present.frame());
        present.policy().act(present.frame(), present.actions());
        present.response()
                .apply(
                        observation,
                        present.frame(),
                        present.actions(),
                        encoder.byUrgency(),
                        action);
    }
}
