package org.evenflow.learn.charging;

import java.util.Map;
import java.util.ServiceLoader;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.control.Settings;

/** Model-predictive control that takes a learner's wishes as proposals. */
final class Refinement {
    private static final String MPC = "mpc";

    /** A decision that runs out of time would depend on the machine, s. */
    private static final double DEADLINE_S = 600;

    private Refinement() {}

    /**
     * A controller that refines another's wishes.
     *
     * @param proposalPrice what following a proposal may cost, currency per kWh
     */
    static Controller of(Controller proposer, double proposalPrice) {
        for (ControllerProvider provider : ServiceLoader.load(ControllerProvider.class)) {
            if (provider.ids().contains(MPC)) {
                var settings =
                        Settings.of(
                                "controller " + MPC,
                                provider.settings(MPC),
                                Map.of("proposal_price", proposalPrice, "deadline_s", DEADLINE_S));
                if (provider.create(MPC, settings) instanceof Controller.Refining refining) {
                    return refining.refining(proposer);
                }
            }
        }
        throw new IllegalStateException("no controller " + MPC + " on the class path");
    }
}
