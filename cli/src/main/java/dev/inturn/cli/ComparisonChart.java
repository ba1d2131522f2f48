package dev.inturn.cli;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.ScatterRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.statistics.DefaultMultiValueCategoryDataset;

/** A comparison as a drawing: a bar for the median speed-up of each way, a dot for each round. */
final class ComparisonChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;

    /** Between the bars of a group, as a share of it all; the dots must keep to it. */
    private static final double ITEM_MARGIN = 0.05;

    /** Room for the name of the line, to the left. */
    private static final double LOWER_MARGIN = 0.1;

    /** Room above all that is drawn, for the name of the line. */
    private static final double UPPER_MARGIN = 0.1;

    /** Tell apart by those who cannot tell red from green: after Okabe and Ito. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2), new Color(0xE69F00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9));

    private static final Color NO_ORDER = new Color(0xBBBBBB);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color LOOP = new Color(0xC03030);
    private static final Color DOT = new Color(0x333333);

    private ComparisonChart() {}

    /**
     * Looks whether a file can be written, before there is anything to write.
     *
     * @throws Failure if not
     */
    static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw unwritable(file, "it is a directory");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw unwritable(file, "there is no such folder");
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            throw unwritable(file, "permission denied");
        }
    }

    /**
     * Draws a comparison.
     *
     * @throws Failure if it cannot be drawn or written
     */
    static void write(ComparisonReport report, Path file) {
        // Nothing is shown, so no display is needed.
        System.setProperty("java.awt.headless", "true");
        try {
            VectorGraphics2D graphics = new VectorGraphics2D();
            chart(report).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
            Document document = new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT));
            Files.writeString(file, withFonts(document));
        } catch (IOException e) {
            throw unwritable(file, String.valueOf(e.getMessage()));
        } catch (LinkageError | InternalError e) {
            // A JVM without a font library, or a machine without fonts.
            throw new Failure(
                    ExitCode.INPUT_OUTPUT,
                    "cannot draw " + file + ": this Java finds no fonts (" + e.getMessage() + ")");
        }
    }

    /** Names fonts of the same widths after that of this machine, which others may not have. */
    private static String withFonts(Document document) throws IOException {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        document.writeTo(svg);
        return svg.toString(StandardCharsets.UTF_8)
                .replaceAll(
                        "font-family:(&quot;[^&]*&quot;)", "font-family:$1,&quot;DejaVu Sans&quot;,Verdana,sans-serif");
    }

    private static Failure unwritable(Path file, String why) {
        return new Failure(ExitCode.INPUT_OUTPUT, "cannot write " + file + ": " + why);
    }

    private static JFreeChart chart(ComparisonReport report) {
        Measurements measurements = report.measurements();
        DefaultCategoryDataset medians = new DefaultCategoryDataset();
        DefaultMultiValueCategoryDataset rounds = new DefaultMultiValueCategoryDataset();
        BarRenderer bars = bars();
        ScatterRenderer dots = dots();
        for (Rates rates : measurements.all()) {
            if (rates.way() instanceof Way.Loop) {
                continue;
            }
            Way way = rates.way();
            String threads = way.parallelism() + (way.parallelism() == 1 ? " thread" : " threads");
            medians.addValue(measurements.speedUp(rates).median(), way.name(), threads);
            rounds.add(speedUps(rates, measurements.loop()), way.name(), threads);
            int series = medians.getRowIndex(way.name());
            bars.setSeriesPaint(series, way.isOrdered() ? COLORS.get(series % COLORS.size()) : NO_ORDER);
            dots.setSeriesShape(series, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
            dots.setSeriesPaint(series, DOT);
        }
        CategoryPlot plot = new CategoryPlot(medians, new CategoryAxis(), rates(measurements), bars);
        plot.setDataset(1, rounds);
        plot.setRenderer(1, dots);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.addRangeMarker(loop());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.getDomainAxis().setLowerMargin(LOWER_MARGIN);
        plot.getDomainAxis().setTickLabelFont(font(Font.PLAIN, 13));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);

        JFreeChart chart = new JFreeChart("Speed-up over the plain loop", font(Font.BOLD, 18), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(12, 12, 12, 16));
        chart.addSubtitle(0, subtitle(report.title()));
        chart.addSubtitle(
                1,
                subtitle("Bars: medians of " + Numbers.rounds(report.rounds()) + "; dots: the rounds. "
                        + loopRate(measurements)));
        chart.getLegend().setItemFont(font(Font.PLAIN, 13));
        chart.getLegend().setFrame(BlockBorder.NONE);
        return chart;
    }

    private static BarRenderer bars() {
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(ITEM_MARGIN);
        return bars;
    }

    private static ScatterRenderer dots() {
        ScatterRenderer dots = new ScatterRenderer();
        dots.setItemMargin(ITEM_MARGIN);
        dots.setDefaultSeriesVisibleInLegend(false);
        return dots;
    }

    private static NumberAxis rates(Measurements measurements) {
        double highest = measurements.all().stream()
                .flatMap(rates -> speedUps(rates, measurements.loop()).stream())
                .max(Double::compare)
                .orElse(1.0);
        NumberAxis axis = new NumberAxis();
        axis.setRange(0, highest * (1 + UPPER_MARGIN));
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        // Keeps the ticks apart.
        axis.setTickLabelInsets(new RectangleInsets(12, 4, 12, 4));
        return axis;
    }

    private static ValueMarker loop() {
        ValueMarker marker = new ValueMarker(1, LOOP, new BasicStroke(1.5f));
        marker.setLabel("plain loop");
        marker.setLabelFont(font(Font.BOLD, 12));
        marker.setLabelPaint(LOOP);
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
        return marker;
    }

    private static String loopRate(Measurements measurements) {
        return "The loop: " + Numbers.rate(measurements.loop().median()) + " lines/s.";
    }

    private static TextTitle subtitle(String text) {
        TextTitle title = new TextTitle(text, font(Font.PLAIN, 12));
        title.setPaint(DOT);
        return title;
    }

    private static List<Double> speedUps(Rates rates, Rates loop) {
        return IntStream.range(0, rates.perSecond().length)
                .mapToObj(round -> rates.perSecond()[round] / loop.perSecond()[round])
                .toList();
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
