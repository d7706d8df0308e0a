package io.github.once4j.lockbench;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Held leases: what their renewal takes of a core, and what each takes of the heap, side by side. */
final class LeasesChart {
    static final int HEIGHT = 330;

    private LeasesChart() {}

    static JFreeChart of(List<HeldLeases.Line> lines) {
        int most = lines.stream().mapToInt(HeldLeases.Line::leases).max().orElse(0);
        var core = new DefaultCategoryDataset();
        var bytes = new DefaultCategoryDataset();
        for (HeldLeases.Line line : lines) {
            if (line.leases() == most && line.failure().isEmpty()) {
                core.addValue(line.result().core(), "core", line.label());
                bytes.addValue(line.result().bytes(), "bytes", line.label());
            }
        }
        var names = new CategoryAxis();
        names.setTickLabelFont(Chart.font(Font.PLAIN, 14));
        names.setTickLabelPaint(Chart.INK);
        names.setMaximumCategoryLabelWidthRatio(0.4f);
        var both = new CombinedDomainCategoryPlot(names);
        both.setGap(28);
        both.setOrientation(PlotOrientation.HORIZONTAL);
        both.add(bars(core, "share of a core", "{2}", "0.000", new Color(0x0969DA)));
        both.add(bars(bytes, "bytes of heap for each lease", "{2}", "#,##0", new Color(0xBC4C00)));
        return new JFreeChart(
                "%,d held leases of 30 s, renewed".formatted(most), Chart.font(Font.BOLD, 17), both, false);
    }

    private static CategoryPlot bars(
            DefaultCategoryDataset data, String what, String label, String format, Color colour) {
        var axis = new NumberAxis(what);
        axis.setUpperMargin(0.25); // room for the figures
        axis.setLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setTickLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setLabelPaint(Chart.INK);
        axis.setTickLabelPaint(Chart.INK);
        var renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setMaximumBarWidth(0.1);
        renderer.setSeriesPaint(0, colour);
        renderer.setDefaultItemLabelGenerator(
                new StandardCategoryItemLabelGenerator(label, new java.text.DecimalFormat(format)));
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
