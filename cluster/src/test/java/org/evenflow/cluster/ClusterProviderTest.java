package org.evenflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ServiceLoader;
import org.evenflow.experiment.RunnerProvider;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterProviderTest {
    private final ClusterProvider provider = new ClusterProvider();

    @Test
    void theProgramFindsItOnTheClassPath() {
        assertThat(ServiceLoader.load(RunnerProvider.class))
                .hasExactlyElementsOfTypes(ClusterProvider.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "somewhere", "host:port", "host:70000", "https://host:1", "a b:1"})
    void aUrlMustNameAnEndpoint(String url) {
        assertThatThrownBy(() -> provider.connect(url))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "--cluster must be HOST:PORT of a Flink cluster's REST endpoint, or"
                                + " local:N, is '"
                                + url
                                + "'");
    }

    @Test
    void anEmbeddedClusterHasAWorker() {
        assertThatThrownBy(() -> provider.connect("local:0"))
                .isInstanceOf(InputException.class)
                .hasMessage("--cluster local:N must have N from 1 to 999, is local:0");
    }

    @Test
    void anEndpointThatDoesNotAnswerIsNamed() throws IOException {
        var endpoint = new Endpoint("127.0.0.1", closedPort());
        assertThatThrownBy(endpoint::overview)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "--cluster 127.0.0.1:"
                                + endpoint.port()
                                + ": no Flink cluster answers there: ")
                .hasMessageNotContaining("\n");
    }

    /** A port that was free a moment ago. */
    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
