/**
 * Feeders in pandapower's JSON format (.json). Begin with {@link
 * org.evenflow.data.pandapower.PandapowerReader}; it knows nothing of other formats.
 */
@NullMarked
package org.evenflow.data.pandapower;

import org.jspecify.annotations.NullMarked;
