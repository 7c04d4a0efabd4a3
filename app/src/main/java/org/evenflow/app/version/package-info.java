/** Which Evenflow is running; apart, so that commands and the program may both say it. */
@NullMarked
package org.evenflow.app.version;

import org.jspecify.annotations.NullMarked;
