/**
 * Long work as independent tasks: studies, hosting capacity, economic dispatch and training are
 * experiments, whose tasks run in any order, on threads of this machine or elsewhere, and whose
 * results stand in the order of the tasks.
 *
 * <p>Here is what all experiments share; each kind is a family below, which knows this package and
 * no other family. It prints nothing and knows no command line.
 */
@NullMarked
package org.evenflow.experiment;

import org.jspecify.annotations.NullMarked;
