/**
 * Methods of economic dispatch: exact ones that prove their optimum, local and random search, and
 * rules that exchange no or few numbers.
 *
 * <p>They know the case that is to be decided and mathematics, neither files nor reports. Begin
 * with {@link org.evenflow.economic.ExactDispatch}.
 */
@NullMarked
package org.evenflow.economic;

import org.jspecify.annotations.NullMarked;
