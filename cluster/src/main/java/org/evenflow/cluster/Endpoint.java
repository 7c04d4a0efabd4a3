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
import org.jspecify.annotations.Nullable;

/**
 * The REST endpoint of a Flink cluster.
 *
 * @param host name or address
 * @param port of its JobManager's REST server
 */
record Endpoint(String host, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIALS = 100;

    /** What Flink answers while it elects a leader. */
    private static final int UNAVAILABLE = 503;

    /**
     * What a cluster has.
     *
     * @param version of Flink
     * @param slots in all
     * @param free slots that no job uses
     */
    record Overview(String version, int slots, int free) {}

    /**
     * Asks the cluster what it has; one that has just started gets some seconds.
     *
     * @throws InputException where no Flink cluster answers
     */
    Overview overview() {
        var answer = ask();
        for (int trial = 0; trial < TRIALS && answer.statusCode() == UNAVAILABLE; trial++) {
            pause();
            answer = ask();
        }
        JsonNode page = page(answer.body());
        if (!page.has("slots-total")) {
            throw nobody("what answers is not Flink", null);
        }
        return new Overview(
                page.path("flink-version").asText(),
                page.path("slots-total").asInt(),
                page.path("slots-available").asInt());
    }

    private HttpResponse<String> ask() {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + this + "/overview"))
                        .timeout(PATIENCE)
                        .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw nobody(e.getMessage() == null ? "connection refused" : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private JsonNode page(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw nobody("what answers is not Flink", e);
        }
    }

    /** Gives the cluster a moment. */
    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private InputException nobody(String why, @Nullable Throwable cause) {
        String text = "--cluster " + this + ": no Flink cluster answers there: " + why;
        return cause == null ? new InputException(text) : new InputException(text, cause);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
