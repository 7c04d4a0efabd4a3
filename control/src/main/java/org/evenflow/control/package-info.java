/** The control module. */
@NullMarked
package org.evenflow.control;

import org.jspecify.annotations.NullMarked;
