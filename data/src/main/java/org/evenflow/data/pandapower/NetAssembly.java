package org.evenflow.data.pandapower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.evenflow.data.FeederImport;
import org.evenflow.data.ImportAudit;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.Phases;
import org.jspecify.annotations.Nullable;

/** A feeder while its tables are read, one after the other. Mutable. */
final class NetAssembly {
    static final String OUT_OF_SERVICE = "out of service";
    static final String AT_DEAD_BUS = "at a bus out of service";

    final NetJson net;
    final ImportAudit.Tally tally = new ImportAudit.Tally();
    final List<Branch> branches = new ArrayList<>();
    final List<Load> loads = new ArrayList<>();
    final List<Machine> machines = new ArrayList<>();
    final List<Infeed> infeeds = new ArrayList<>();

    /** Whether something loads the phases unequally, so that zero sequence matters. */
    final boolean needsZeroSequence;

    private final Map<String, BusDraft> buses = new LinkedHashMap<>();

    NetAssembly(NetJson net) {
        this.net = net;
        needsZeroSequence =
                Stream.of("asymmetric_load", "asymmetric_sgen")
                        .flatMap(table -> net.frame(table).rows().stream())
                        .anyMatch(Frame.Row::isInService);
    }

    /** A bus and what adds up there. Mutable. */
    static final class BusDraft {
        final String id;
        final double baseKv;
        final boolean isInService;
        private final double minPu;
        private final double maxPu;
        private final double x;
        private final double y;
        double loadKw;
        double loadKvar;
        double shuntKw;
        double shuntKvar;

        BusDraft(
                String id,
                double baseKv,
                boolean isInService,
                double minPu,
                double maxPu,
                double x,
                double y) {
            this.id = id;
            this.baseKv = baseKv;
            this.isInService = isInService;
            this.minPu = minPu;
            this.maxPu = maxPu;
            this.x = x;
            this.y = y;
        }

        /** A bus of the same voltage beside it, where a branch ends open. */
        BusDraft openEnd(String branchId) {
            return new BusDraft(branchId + " open end", baseKv, true, minPu, maxPu, x, y);
        }

        Bus bus() {
            return new Bus(
                    id,
                    Phases.ABC,
                    baseKv,
                    loadKw,
                    loadKvar,
                    shuntKw,
                    shuntKvar,
                    minPu,
                    maxPu,
                    x,
                    y);
        }
    }

    FeederImport feeder(String format) {
        BusTable.read(this);
        InfeedTable.read(this);
        var openEnds = new OpenEnds(this);
        LineTable.read(this, openEnds);
        TransformerTable.read(this, openEnds);
        SwitchTable.read(this);
        PowerTables.read(this);
        AsymmetricTables.read(this);
        OtherTables.read(this);
        String file = net.file();
        String id = file.replaceAll("\\.json(\\.gz)?$", "");
        if (infeeds.isEmpty()) {
            throw new InputException(file + ": no ext_grid (or gen with slack) is in service");
        }
        Feeder feeder;
        try {
            feeder =
                    new Feeder(
                            id,
                            "pandapower network " + file,
                            infeeds,
                            buses.values().stream()
                                    .filter(bus -> bus.isInService)
                                    .map(BusDraft::bus)
                                    .toList(),
                            branches,
                            loads,
                            List.of(),
                            machines,
                            List.of());
        } catch (InputException e) {
            throw e.at(file);
        }
        StoredResults.read(this, feeder);
        return new FeederImport(feeder, tally.audit(format));
    }

    void add(BusDraft bus) {
        buses.put(bus.id, bus);
    }

    /** The bus that a column names, in service or not. */
    BusDraft bus(Frame.Row row, String column) {
        String id = row.reference(column);
        var bus = buses.get(id);
        if (bus == null) {
            throw row.wrong(column + " must be a row of table bus, is " + id);
        }
        return bus;
    }

    /** The bus of the feeder with this index, or null. */
    @Nullable BusDraft liveBus(String index) {
        var bus = buses.get(index);
        return bus != null && bus.isInService ? bus : null;
    }

    /** Counts each row of a table and reads those that are in service, at a bus in service. */
    void eachAtBus(String table, Consumer<Frame.Row> body) {
        for (var row : net.frame(table).rows()) {
            boolean isLive = bus(row, "bus").isInService;
            if (!row.isInService()) {
                tally.ignored(table, 1, OUT_OF_SERVICE);
            } else if (!isLive) {
                tally.ignored(table, 1, AT_DEAD_BUS);
            } else {
                body.accept(row);
                tally.mapped(table, 1);
            }
        }
    }
}
