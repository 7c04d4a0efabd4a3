package org.evenflow.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.evenflow.model.InputException;

/**
 * The REST endpoint of a Flink cluster.
 *
 * @param host name or address
 * @param port of its JobManager's REST server
 */
record Endpoint(String host, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What a cluster has.
     *
     * @param version of Flink
     * @param slots in all
     * @param free slots that no job uses
     */
    record Overview(String version, int slots, int free) {}

    /**
     * Asks the cluster what it has.
     *
     * @throws InputException where no Flink cluster answers
     */
    Overview overview() {
        JsonNode answer = ask();
        if (!answer.has("slots-total")) {
            throw nobody("what answers is not Flink", null);
        }
        return new Overview(
                answer.path("flink-version").asText(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt());
    }

    private JsonNode ask() {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + this + "/overview"))
                        .timeout(PATIENCE)
                        .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw nobody("what answers is not Flink", e);
        } catch (IOException e) {
            throw nobody(e.getMessage() == null ? "connection refused" : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private InputException nobody(String why, Throwable cause) {
        String text = "--cluster " + this + ": no Flink cluster answers there: " + why;
        return cause == null ? new InputException(text) : new InputException(text, cause);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
