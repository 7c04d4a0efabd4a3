package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evenflow.data.YamlFile;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.junit.jupiter.api.Test;

class VehicleCatalogueTest {
    private final ScenarioVehicles catalogue = new ScenarioVehicles(null);

    @Test
    void theModel3IsAsOpenEvDataHasIt() {
        var vehicle = catalogue.named("tesla_model_3");
        assertThat(vehicle.battery().capacityKwh()).isEqualTo(50);
        assertThat(vehicle.maxDcKw()).isEqualTo(149);
        assertThat(vehicle.battery().curve()).isInstanceOf(ChargeCurve.Tabulated.class);
        // Three phases of 16 A at 230 V: its 11 kW on-board charger.
        assertThat(new ChargerKind.SlowAc(3, 32, 6, 1, 230).maxChargeKw(vehicle))
                .isCloseTo(11.04, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void onlySomeModelsFeedBack() {
        assertThat(catalogue.named("nissan_leaf_40").maxDischargeKw()).isEqualTo(10);
        assertThat(catalogue.named("tesla_model_3").maxDischargeKw()).isZero();
    }

    @Test
    void aVehicleLikeAnotherTakesAllButWhatItOverrides() {
        var node = YamlFile.parse("v.yaml", null, "like: vw_id3\nid: old_id3\ncapacity_kwh: 50\n");
        var vehicle = catalogue.of(node);
        assertThat(vehicle.id()).isEqualTo("old_id3");
        assertThat(vehicle.battery().capacityKwh()).isEqualTo(50);
        assertThat(vehicle.battery().curve())
                .isEqualTo(catalogue.named("vw_id3").battery().curve());
        assertThat(vehicle.maxDischargeKw()).isEqualTo(11);
    }

    @Test
    void aBatteryOfNoCapacityIsRefusedAtItsLine() {
        var node = YamlFile.parse("v.yaml", null, "like: vw_id3\ncapacity_kwh: 0\n");
        assertThatThrownBy(() -> catalogue.of(node))
                .hasMessage("capacity_kwh must be > 0 and finite, is 0.0 (v.yaml:2)");
    }

    @Test
    void aCurveThatDoesNotReachFullIsRefused() {
        var node =
                YamlFile.parse(
                        "v.yaml", null, "like: vw_id3\ncurve:\n  soc: [0, 0.8]\n  kw: [50, 50]\n");
        assertThatThrownBy(() -> catalogue.of(node))
                .hasMessage("charge curve soc must be from 0 to 1, is [0.0, 0.8] (v.yaml:3)");
    }
}
