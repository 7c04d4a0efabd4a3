/** The sim module. */
@NullMarked
package org.evenflow.sim;

import org.jspecify.annotations.NullMarked;
