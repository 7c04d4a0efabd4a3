/**
 * Feeders in MATPOWER's case format (.m). Begin with {@link
 * org.evenflow.data.matpower.MatpowerReader}; it knows nothing of other formats.
 */
@NullMarked
package org.evenflow.data.matpower;

import org.jspecify.annotations.NullMarked;
