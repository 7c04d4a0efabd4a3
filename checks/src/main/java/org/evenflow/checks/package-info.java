/** The checks module. */
@NullMarked
package org.evenflow.checks;

import org.jspecify.annotations.NullMarked;
