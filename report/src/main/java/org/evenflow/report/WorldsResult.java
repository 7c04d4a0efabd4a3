package org.evenflow.report;

import java.util.List;
import java.util.Map;
import org.evenflow.data.Claims;
import org.jspecify.annotations.Nullable;

/**
 * What a study of several worlds, or of several values of one key, measured.
 *
 * @param study name of the study
 * @param title one line for people
 * @param key what the values of the cases are values of: a key path, a setting, or {@code variant}
 * @param isSweep whether the key was swept; else worlds stand for themselves, each with a page of
 *     its own in the folder of its id
 * @param worlds in order
 * @param cases in the order of worlds and controllers
 * @param claims what was published on the worlds; null for nothing
 * @param provenance how to repeat it, label to text
 * @param wallSeconds how long all runs took
 */
public record WorldsResult(
        String study,
        String title,
        String key,
        boolean isSweep,
        List<World> worlds,
        List<Case> cases,
        @Nullable Claims claims,
        Map<String, String> provenance,
        double wallSeconds) {
    public WorldsResult {
        worlds = List.copyOf(worlds);
        cases = List.copyOf(cases);
    }

    /**
     * One world.
     *
     * @param id name of its folder
     * @param result its runs
     */
    public record World(String id, StudyResult result) {}

    /**
     * One controller in one world.
     *
     * @param world position of the world
     * @param run id of the controller in the world's runs
     * @param controller id without the swept setting
     * @param value of the key; empty for a controller that does not have the swept setting
     */
    public record Case(int world, String run, String controller, String value) {
        /** The value as a number; NaN where it is none. */
        double number() {
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }
}
