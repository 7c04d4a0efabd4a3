package org.evenflow.grid.hosting;

/**
 * What one draw found.
 *
 * @param capacity how many vehicles or plants the feeder took before the first limit broke
 * @param binding the limit that one more breaks
 * @param minute local minute of the day when it breaks; -1 without time
 * @param isBase whether the base load breaks it with no vehicle at all
 */
public record Outcome(int capacity, Binding binding, int minute, boolean isBase) {}
