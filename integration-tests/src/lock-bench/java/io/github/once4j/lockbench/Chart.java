package io.github.once4j.lockbench;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.w3c.dom.Document;

/** Writes a chart as SVG: on a white ground, so that it can be read in a dark page, too. */
final class Chart {
    static final Color INK = new Color(0x24292F);
    static final Color FAINT = new Color(0xD0D7DE);
    static final Color GREY = new Color(0x8C959F);
    static final Color OURS = new Color(0x0969DA);

    /** Around names at an axis. */
    static final RectangleInsets NAMES = new RectangleInsets(2, 4, 2, 14);

    static final int WIDTH = 900;

    private Chart() {}

    static void write(JFreeChart chart, int height, Path file) throws IOException {
        dress(chart);
        // Text as shapes: it looks the same where the font is missing.
        var drawing = new SVGGraphics2D(SVGGeneratorContext.createDefault(document()), true);
        chart.draw(drawing, new Rectangle2D.Double(0, 0, WIDTH, height));
        write(drawing, height, file);
    }

    /** With text as text, for charts with much of it. */
    static void write(Consumer<Graphics2D> chart, int height, Path file) throws IOException {
        var drawing = new SVGGraphics2D(SVGGeneratorContext.createDefault(document()), false);
        chart.accept(drawing);
        write(drawing, height, file);
    }

    private static void write(SVGGraphics2D drawing, int height, Path file) throws IOException {
        drawing.setSVGCanvasSize(new Dimension(WIDTH, height));
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            drawing.stream(out, true);
        }
    }

    private static void dress(JFreeChart chart) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(12, 12, 12, 24));
        TextTitle title = chart.getTitle();
        title.setFont(font(Font.BOLD, 17));
        title.setPaint(INK);
        if (chart.getLegend() != null) {
            chart.getLegend().setItemFont(font(Font.PLAIN, 14));
            chart.getLegend().setFrame(BlockBorder.NONE);
        }
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
