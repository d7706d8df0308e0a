package io.github.once4j.lockbench;

import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** Held leases: what their renewal takes of a core, and what each takes of the heap, side by side. */
final class LeasesChart {
    static final int HEIGHT = 330;

    private static final String OURS = "once4j";
    private static final String OTHERS = "others";

    private LeasesChart() {}

    static JFreeChart of(List<HeldLeases.Line> lines) {
        int most = lines.stream().mapToInt(HeldLeases.Line::leases).max().orElse(0);
        var core = new DefaultCategoryDataset();
        var bytes = new DefaultCategoryDataset();
        for (HeldLeases.Line line : lines) {
            if (line.leases() == most && line.failure().isEmpty()) {
                String series = line.role() == Role.OURS ? OURS : OTHERS;
                core.addValue(line.result().core(), series, line.label());
                bytes.addValue(line.result().bytes(), series, line.label());
            }
        }
        var names = new CategoryAxis();
        names.setTickLabelFont(Chart.font(Font.PLAIN, 14));
        names.setTickLabelPaint(Chart.INK);
        names.setTickLabelInsets(Chart.NAMES);
        names.setMaximumCategoryLabelWidthRatio(0.4f);
        var both = new CombinedDomainCategoryPlot(names);
        both.setGap(28);
        both.setOrientation(PlotOrientation.HORIZONTAL);
        both.add(bars(core, "share of a core", "0.000"));
        both.add(bars(bytes, "bytes of heap for each lease", "#,##0"));
        return new JFreeChart(
                "%,d held leases of 30 s, renewed".formatted(most), Chart.font(Font.BOLD, 17), both, false);
    }

    private static CategoryPlot bars(DefaultCategoryDataset data, String what, String format) {
        var axis = new NumberAxis(what);
        axis.setUpperMargin(0.25); // room for the figures
        axis.setLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setTickLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setLabelPaint(Chart.INK);
        axis.setTickLabelPaint(Chart.INK);
        var renderer = new StackedBarRenderer(); // a bar has one part: that of its series
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setMaximumBarWidth(0.1);
        for (int series = 0; series < data.getRowCount(); series++) {
            renderer.setSeriesPaint(series, data.getRowKey(series).equals(OURS) ? Chart.OURS : Chart.GREY);
        }
        renderer.setDefaultItemLabelGenerator(
                new StandardCategoryItemLabelGenerator("{2}", new DecimalFormat(format)));
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        renderer.setDefaultItemLabelFont(Chart.font(Font.PLAIN, 13));
        renderer.setDefaultItemLabelPaint(Chart.INK);
        renderer.setDefaultItemLabelsVisible(true);
        var plot = new CategoryPlot(data, null, axis, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(Chart.FAINT);
        plot.setRangeGridlinePaint(Chart.FAINT);
        return plot;
    }
}
