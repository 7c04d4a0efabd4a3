/**
 * Tests over the whole: the architecture as code, the rules of the sources, laws and reference
 * cases that need more than one module. No production code lives here.
 */
@NullMarked
package org.evenflow.checks;

import org.jspecify.annotations.NullMarked;
