/** The app module. */
@NullMarked
package org.evenflow.app;

import org.jspecify.annotations.NullMarked;
