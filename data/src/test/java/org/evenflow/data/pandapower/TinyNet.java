package org.evenflow.data.pandapower;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A network in pandapower's JSON format, table by table. */
final class TinyNet {
    private final Map<String, String> tables = new LinkedHashMap<>();

    /** The network of the contract: a closed line 0 and line 1 as told. */
    static TinyNet feeder(boolean isSecondClosed) {
        return new TinyNet()
                .table("bus", "name,vn_kv,in_service", "1: 'one',10,true", "2: 'two',10,true")
                .table("ext_grid", "bus,vm_pu,va_degree,in_service", "0: 1,1.02,0,true")
                .table("load", "bus,p_mw,q_mvar,scaling,in_service", "0: 2,0.4,0.2,0.5,true")
                .table(
                        "line",
                        "from_bus,to_bus,length_km,r_ohm_per_km,x_ohm_per_km,c_nf_per_km,max_i_ka,df,parallel,in_service",
                        "0: 1,2,2,0.5,0.25,0,99999,1,2,true",
                        "1: 1,2,1,1,1,0,99999,1,1," + isSecondClosed);
    }

    /** Sets a table; each row is {@code index: cells} with texts in single quotes. */
    TinyNet table(String name, String columns, String... rows) {
        String index =
                Arrays.stream(rows)
                        .map(row -> row.substring(0, row.indexOf(':')))
                        .collect(Collectors.joining(","));
        String data =
                Arrays.stream(rows)
                        .map(row -> "[" + row.substring(row.indexOf(':') + 1).strip() + "]")
                        .collect(Collectors.joining(","));
        String frame =
                "{'columns':['"
                        + columns.replace(",", "','")
                        + "'],'index':["
                        + index
                        + "],'data':["
                        + data
                        + "]}";
        tables.put(name, frame.replace("'", "\\\""));
        return this;
    }

    String json() {
        return tables.entrySet().stream()
                .map(
                        table ->
                                "\""
                                        + table.getKey()
                                        + "\": {\"_module\": \"pandas.core.frame\", \"_class\": \"DataFrame\", \"_object\": \""
                                        + table.getValue()
                                        + "\", \"orient\": \"split\"}")
                .collect(
                        Collectors.joining(
                                ",\n",
                                "{\"_module\": \"pandapower.auxiliary\", \"_class\": \"pandapowerNet\", \"_object\": {\n",
                                ",\n\"f_hz\": 50.0, \"sn_mva\": 1.0}}"));
    }
}
