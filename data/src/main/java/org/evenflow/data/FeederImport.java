package org.evenflow.data;

import org.evenflow.model.Feeder;

/**
 * A feeder and what became of its file.
 *
 * @param feeder the network
 * @param audit what was read, mapped and left out
 */
public record FeederImport(Feeder feeder, ImportAudit audit) {}
