package io.github.once4j.lockbench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** A free key on Redis: a row for each contestant, in it a point with its quartiles for each number of threads. */
final class FreeKeyChart {
    static final int HEIGHT = 560;

    private static final List<Color> COLOURS =
            List.of(new Color(0x0969DA), new Color(0xBC4C00), new Color(0x1A7F37));
    private static final List<Shape> SHAPES = List.of(
            new Ellipse2D.Double(-4.5, -4.5, 9, 9),
            new Rectangle2D.Double(-4, -4, 8, 8),
            new Polygon(new int[] {-5, 5, 0}, new int[] {4, 4, -5}, 3));
    private static final Color HIGHLIGHT = new Color(0xDDF4FF);
    private static final double STEP = 0.24;

    private FreeKeyChart() {}

    static JFreeChart of(Map<Integer, Comparison> free) {
        List<Comparison.Line> lines = free.values().iterator().next().lines();
        List<String> labels = lines.stream().map(Comparison.Line::label).toList();
        var data = new XYIntervalSeriesCollection();
        var renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setErrorStroke(new BasicStroke(1.6f));
        renderer.setCapLength(5);
        double offset = -STEP * (free.size() - 1) / 2;
        for (var each : free.entrySet()) {
            int series = data.getSeriesCount();
            data.addSeries(points(each.getKey(), each.getValue(), labels, offset));
            renderer.setSeriesPaint(series, COLOURS.get(series));
            renderer.setSeriesShape(series, SHAPES.get(series));
            offset += STEP;
        }
        var plot = new XYPlot(data, ratios(), rows(labels), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(Chart.FAINT);
        plot.setDomainGridlinePaint(Chart.FAINT);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.addDomainMarker(new ValueMarker(1, Chart.INK, new BasicStroke(1.2f)));
        for (int row = 0; row < lines.size(); row++) {
            if (lines.get(row).role() == Role.OURS) {
                plot.addRangeMarker(new IntervalMarker(row - 0.5, row + 0.5, HIGHLIGHT), Layer.BACKGROUND);
            }
        }
        return new JFreeChart(
                "Try to get a free key on Redis, run nothing, give it back: time × raw Lettuce",
                Chart.font(Font.BOLD, 17),
                plot,
                true);
    }

    private static XYIntervalSeries points(int threads, Comparison comparison, List<String> labels, double offset) {
        var points = new XYIntervalSeries(LockBenchmark.threads(threads));
        for (Comparison.Line line : comparison.lines()) {
            double y = labels.indexOf(line.label()) + offset;
            Spread ratio = line.ratio();
            points.add(ratio.median(), ratio.low(), ratio.high(), y, y, y);
        }
        return points;
    }

    private static LogAxis ratios() {
        var axis = new LogAxis("multiple of the limit, median and quartiles (logarithmic; less is faster)");
        axis.setBase(2);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setSmallestValue(0.25);
        axis.setNumberFormatOverride(new DecimalFormat("0.##"));
        axis.setLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setTickLabelFont(Chart.font(Font.PLAIN, 13));
        axis.setLabelPaint(Chart.INK);
        axis.setTickLabelPaint(Chart.INK);
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    private static SymbolAxis rows(List<String> labels) {
        var axis = new SymbolAxis("", labels.toArray(String[]::new));
        axis.setInverted(true);
        axis.setRange(-0.6, labels.size() - 0.4);
        axis.setGridBandsVisible(false);
        axis.setTickLabelInsets(Chart.NAMES);
        axis.setTickLabelFont(Chart.font(Font.PLAIN, 14));
        axis.setTickLabelPaint(Chart.INK);
        axis.setTickMarksVisible(false);
        return axis;
    }
}
