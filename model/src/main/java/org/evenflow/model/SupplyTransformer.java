package org.evenflow.model;

/**
 * A transformer between a bus and the stations, plants and base loads that name it; its loading is
 * their net apparent power over its rating. Where a connector loads the phases unevenly, each phase
 * carries at most a third of the rating.
 *
 * @param id unique in the scenario
 * @param ratingKva infinite for unlimited
 */
public record SupplyTransformer(String id, double ratingKva) {
    public SupplyTransformer {
        Check.id(id, "transformer");
        Check.limit(ratingKva, "transformer " + id + ": rating_kva");
    }
}
