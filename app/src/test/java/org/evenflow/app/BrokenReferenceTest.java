package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenReferenceTest {
    @Test
    void aCaseFileCutShortIsRefusedAndNotPassedOver(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("case2.m"),
                "function mpc = case2\nmpc.version = '2';\nmpc.baseMVA = 1;\nmpc.bus = [\n1 3 0");
        Files.writeString(
                folder.resolve("case2_busvoltages_computed.csv"),
                "bus,vm_pu,va_deg,pd_MW,qd_MVAr\n1,1,0,0,0\n");
        var answer = Program.run("verify", folder.toString());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains("case2.m");
    }
}
