/**
 * Feeders in the script language of OpenDSS (.dss): the part of it that the distribution test
 * feeders use. Begin with {@link org.evenflow.data.opendss.OpenDssReader}; a script becomes
 * elements with properties ({@code Script}, {@code Circuit}), and these become a feeder ({@code
 * Network}). What elements mean follows the reference of the OpenDSS project (R. C. Dugan and D.
 * Montenegro, OpenDSS Reference Guide, EPRI) and, for defaults, its published source. It knows
 * nothing of other formats.
 */
@NullMarked
package org.evenflow.data.opendss;

import org.jspecify.annotations.NullMarked;
