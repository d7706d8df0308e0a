package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table of Markdown, whose first column has names and whose others have figures. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
        List<String> rule = new ArrayList<>(Collections.nCopies(head.length, "---:"));
        rule.set(0, "---");
        rows.add(rule);
    }

    void row(String name, String... figures) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(Arrays.asList(figures));
        rows.add(row);
    }

    @Override
    public String toString() {
        return String.join(
                "\n",
                rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList());
    }
}
