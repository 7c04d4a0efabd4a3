/** The grid module. */
@NullMarked
package org.evenflow.grid;

import org.jspecify.annotations.NullMarked;
