package org.evenflow.control;

import org.evenflow.model.InputException;

/**
 * A number that a user may set on a controller or an algorithm.
 *
 * @param name as in {@code mpc[carbon_price=0.1]}
 * @param usual its value where nobody sets it
 * @param low least allowed value
 * @param high greatest allowed value
 * @param meaning with its unit, one sentence
 */
public record Setting(String name, double usual, double low, double high, String meaning) {
    /**
     * The value, if it is allowed.
     *
     * @throws InputException where it is not
     */
    double checked(String owner, double value) {
        if (!(value >= low && value <= high)) {
            throw new InputException(
                    owner
                            + ": "
                            + name
                            + " must be between "
                            + low
                            + " and "
                            + high
                            + ", is "
                            + value);
        }
        return value;
    }
}
