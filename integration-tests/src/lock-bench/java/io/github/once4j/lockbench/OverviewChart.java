package io.github.once4j.lockbench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All scenarios and all contestants at a glance, from the recorded pages: a bar for each, on a logarithmic scale, that begins at
 * the limit. {@code ./mvnw -q -T1 -Plock-bench -Dlock-bench.main=OverviewChart -Dlock-bench.mode=record} draws it without measuring.
 */
public final class OverviewChart {
    /** The pages, by what is written above their rows. */
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("results.md", "Redis and memory: × raw Lettuce, × a map by hand, × a guard called by hand");
        PAGES.put("scale.md", "Scale: × raw Lettuce");
        PAGES.put("jdbc.md", "PostgreSQL: × bare JDBC");
    }

    /** Columns, by the names of contestants. */
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("once4j", "once4j");
        COLUMNS.put("once4j, release not awaited", "once4j, not awaited");
        COLUMNS.put("ShedLock", "ShedLock");
        COLUMNS.put("ShedLock, safe update", "ShedLock, safe");
        COLUMNS.put("Redisson, lease", "Redisson, lease");
        COLUMNS.put("Redisson, watchdog", "Redisson, watchdog");
        COLUMNS.put("Spring Integration", "Spring Integration");
        COLUMNS.put("lock4j", "lock4j");
        COLUMNS.put("Spring AOP with a SpEL key", "Spring AOP, SpEL");
    }

    /** Contestants that have another name in one scenario. */
    private static final Map<String, String> NAMES =
            Map.of("once4j, generated", "once4j", "ShedLock, time of the database", "ShedLock");

    private static final Color OURS = new Color(0xDDF4FF);
    private static final Color FASTER = new Color(0x1A7F37);
    private static final Color SLOWER = new Color(0xBC4C00);

    private static final int LEFT = 298;
    private static final int TOP = 92;
    private static final int CELL = 66;
    private static final int BAR = 54;
    private static final int ROW = 30;
    private static final int HEADING = 32;

    /** What a cell shows, in powers of two. */
    private static final double LOWEST = -2;

    private static final double HIGHEST = 4;

    /** What is within a tenth of the limit is as fast. */
    private static final double EQUAL = 1.1;

    private final Map<String, List<RecordedRow>> rows;

    private OverviewChart(Map<String, List<RecordedRow>> rows) {
        this.rows = rows;
    }

    /**
     * Draws it.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws IOException {
        write(Plan.of(args[0], Path.of(args[1])).folder());
    }

    static void write(Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Map<String, List<RecordedRow>> rows = new LinkedHashMap<>();
        for (var page : PAGES.entrySet()) {
            List<RecordedRow> shown = new ArrayList<>();
            for (RecordedRow row : RecordedRow.read(folder.resolve(page.getKey()))) {
                boolean isRepeated = row.title().endsWith("release not awaited");
                if (!isRepeated && row.ratios().keySet().stream().anyMatch(each -> COLUMNS.containsKey(name(each)))) {
                    shown.add(row);
                }
            }
            if (!shown.isEmpty()) {
                rows.put(page.getValue(), shown);
            }
        }
        var chart = new OverviewChart(rows);
        Chart.write(chart::draw, chart.height(), folder.resolve("overview.svg"));
    }

    private static String name(String contestant) {
        return NAMES.getOrDefault(contestant, contestant);
    }

    private int height() {
        return TOP + rows.values().stream().mapToInt(each -> HEADING + each.size() * ROW).sum() + 36;
    }

    private void draw(Graphics2D drawing) {
        drawing.setColor(Color.WHITE);
        drawing.fill(new Rectangle2D.Double(0, 0, Chart.WIDTH, height()));
        drawing.setColor(OURS);
        drawing.fill(new Rectangle2D.Double(LEFT, TOP - 44, CELL, height() - TOP + 36));
        text(drawing, "Time as a multiple of the limit: less is faster", 16, 28, Font.BOLD, 17);
        int column = 0;
        for (String heading : COLUMNS.values()) {
            int line = 0;
            for (String word : heading.split(" ")) {
                text(drawing, word, LEFT + 6 + column * CELL, TOP - 28 + 14 * line++, column == 0 ? Font.BOLD : Font.PLAIN, 11);
            }
            column++;
        }
        int y = TOP;
        for (var page : rows.entrySet()) {
            text(drawing, page.getKey(), 16, y + 24, Font.BOLD, 12);
            y += HEADING;
            for (RecordedRow row : page.getValue()) {
                row(drawing, row, y);
                y += ROW;
            }
        }
        text(
                drawing,
                "Bars begin at the limit (1) and reach from 1/4 to 16 on a logarithmic scale, with the quartiles as a line; grey is"
                        + " within a tenth of the limit.",
                16,
                y + 24,
                Font.PLAIN,
                12);
    }

    private static void row(Graphics2D drawing, RecordedRow row, int y) {
        drawing.setColor(Chart.FAINT);
        drawing.setStroke(new BasicStroke(1));
        drawing.draw(new Line2D.Double(16, y + ROW, LEFT + COLUMNS.size() * CELL, y + ROW));
        text(drawing, row.title(), 16, y + 20, Font.PLAIN, 12);
        List<String> columns = new ArrayList<>(COLUMNS.keySet());
        row.ratios().forEach((contestant, ratio) -> {
            int column = columns.indexOf(name(contestant));
            if (column >= 0) {
                cell(drawing, ratio, LEFT + 6 + column * CELL, y);
            }
        });
    }

    private static void cell(Graphics2D drawing, Spread ratio, int x, int y) {
        text(drawing, Report.number(ratio.median()), x, y + 14, Font.PLAIN, 11);
        double limit = position(1);
        double end = position(ratio.median());
        drawing.setColor(ratio.median() > EQUAL ? SLOWER : ratio.median() < 1 / EQUAL ? FASTER : Chart.GREY);
        drawing.fill(new Rectangle2D.Double(x + Math.min(limit, end), y + 18, Math.max(1.5, Math.abs(end - limit)), 7));
        drawing.setColor(Chart.INK);
        drawing.draw(new Line2D.Double(x + position(ratio.low()), y + 21.5, x + position(ratio.high()), y + 21.5));
        drawing.draw(new Line2D.Double(x + limit, y + 16, x + limit, y + 27));
    }

    /** In a cell. */
    private static double position(double ratio) {
        double power = Math.log(ratio) / Math.log(2);
        return BAR * (Math.min(HIGHEST, Math.max(LOWEST, power)) - LOWEST) / (HIGHEST - LOWEST);
    }

    private static void text(Graphics2D drawing, String text, int x, int y, int style, int size) {
        drawing.setColor(Chart.INK);
        drawing.setFont(Chart.font(style, size));
        drawing.drawString(text, x, y);
    }
}
