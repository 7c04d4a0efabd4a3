package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.model.ChargerKind;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static final ChargerKind KIND = new ChargerKind.FastDc(10, 0, 1);

    /** Prices are measured by those of the run's first moment. */
    @Test
    void nothingOfAnEarlierRunIsLeft() {
        Observation cheap = begin(0.1, 0.2);
        Observation dear = begin(0.3, 0.9);
        var used = new Encoder(WorldDesign.USUAL, cheap);
        seen(used, cheap);
        float[] mixed = seen(used, dear);
        used.reset();
        float[] fresh = seen(new Encoder(WorldDesign.USUAL, dear), dear);
        assertThat(seen(used, dear)).isEqualTo(fresh);
        assertThat(mixed).isNotEqualTo(fresh);
    }

    private static float[] seen(Encoder encoder, Observation observation) {
        var frame = new Frame(encoder.shape());
        encoder.encode(observation, frame);
        return frame.observation;
    }

    private static Observation begin(double one, double other) {
        var sessions = List.of(TinyCharging.session(0, 0, 6, 20));
        return new ChargingEnv(
                        TinyCharging.scenario(8, 1, KIND, 100, 3, List.of(one, other), sessions))
                .reset(1);
    }
}
