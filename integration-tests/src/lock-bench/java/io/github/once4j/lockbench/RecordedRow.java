package io.github.once4j.lockbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario as it stands on a page: the multiples of the limit, by contestant.
 *
 * @param title of its table
 */
record RecordedRow(String title, Map<String, Spread> ratios) {
    private static final String LIMIT = " (the limit)";

    /** The scenarios of a page; none, if the page was not written. */
    static List<RecordedRow> read(Path page) throws IOException {
        List<RecordedRow> rows = new ArrayList<>();
        for (List<List<String>> table : tables(page)) {
            List<String> head = table.get(0);
            if (head.contains("× the limit")) {
                rows.add(compared(table));
            } else if (head.contains("share of a core") && !table.get(2).get(0).startsWith(Peer.ONCE4J.label)) {
                rows.add(leases(table, "share of a core"));
                rows.add(leases(table, "heap for each"));
            }
        }
        return rows;
    }

    private static RecordedRow compared(List<List<String>> table) {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        for (List<String> row : table.subList(2, table.size())) {
            String[] quartiles = row.get(2).split(" to ");
            if (quartiles.length == 2) { // else it failed
                ratios.put(
                        row.get(0).replace(LIMIT, ""),
                        new Spread(number(quartiles[0]), number(row.get(1)), number(quartiles[1])));
            }
        }
        return new RecordedRow(table.get(0).get(0), ratios);
    }

    /** The holders of the most leases; the first of them is the limit. */
    private static RecordedRow leases(List<List<String>> table, String column) {
        String count = ", " + table.get(table.size() - 1).get(0).replaceFirst(".*, ", "");
        int index = table.get(0).indexOf(column);
        Map<String, Spread> ratios = new LinkedHashMap<>();
        double limit = Double.NaN;
        for (List<String> row : table.subList(2, table.size())) {
            if (row.get(0).endsWith(count) && !row.get(index).isEmpty()) {
                double value = number(row.get(index));
                limit = Double.isNaN(limit) ? value : limit;
                double ratio = value / limit;
                ratios.put(row.get(0).replace(count, ""), new Spread(ratio, ratio, ratio));
            }
        }
        String leases = table.get(0).get(0).replace("Held", " held").replace(" of 30 s", "").replace(", renewed", ", ");
        return new RecordedRow(count.substring(2) + leases + column, ratios);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
    }

    private static List<List<List<String>>> tables(Path page) throws IOException {
        List<List<List<String>>> tables = new ArrayList<>();
        boolean inTable = false;
        for (String line : Files.exists(page) ? Files.readAllLines(page) : List.<String>of()) {
            boolean isRow = line.startsWith("| ");
            if (isRow && !inTable) {
                tables.add(new ArrayList<>());
            }
            if (isRow) {
                tables.get(tables.size() - 1)
                        .add(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
            }
            inTable = isRow;
        }
        return tables;
    }
}
