/**
 * What a feeder's file holds and what became of it, as text and JSON. Begin with {@link
 * org.evenflow.report.feeder.AuditPage}.
 */
@NullMarked
package org.evenflow.report.feeder;

import org.jspecify.annotations.NullMarked;
