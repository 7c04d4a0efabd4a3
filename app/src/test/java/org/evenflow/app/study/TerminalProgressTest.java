package org.evenflow.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private TerminalProgress progress(boolean isTerminal) {
        return new TerminalProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                isTerminal,
                () -> nanos.addAndGet(500_000_000));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogHasALineForEveryTenth() {
        var progress = progress(false);
        progress.enters("ev200", 1, 3);
        progress.begins("runs", 20, 16);
        progress.advances();
        progress.advances();
        progress.ends();
        assertThat(shown())
                .isEqualTo(
                        """
                        ev200 (1 of 3)
                        16 of 20 runs are there from an earlier start
                        runs: 18 of 20 done, 1.0 s
                        """);
    }

    @Test
    void aTerminalHasOneLineThatIsPaintedAgain() {
        var progress = progress(true);
        progress.begins("draws", 2, 0);
        progress.advances();
        progress.advances();
        progress.ends();
        assertThat(shown())
                .isEqualTo("\rdraws  1 of 2   50 %  0.5 s \rdraws  2 of 2  100 %  1.0 s \n");
    }

    @Test
    void whoInterruptsLearnsWhatIsKeptAndHowToGoOn() {
        var progress = progress(false);
        progress.begins("runs", 20, 3);
        progress.advances();
        assertThat(progress.interrupted())
                .isEqualTo(
                        "evenflow: interrupted; 4 of 20 runs are kept, and the same command goes on"
                                + " from there");
        progress.ends();
    }
}
