/** The data module. */
@NullMarked
package org.evenflow.data;

import org.jspecify.annotations.NullMarked;
