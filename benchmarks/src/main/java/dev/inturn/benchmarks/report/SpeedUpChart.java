package dev.inturn.benchmarks.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.scenario.Workloads;
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
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/** Speed-up by grain as a drawing: a line for each contender, ours thick. */
public final class SpeedUpChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;

    /** Where no work stands on an axis that has no zero. */
    private static final double NO_WORK = 10;

    /** Beside the outermost grains, in decades. */
    private static final double MARGIN = 0.15;

    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color LOOP = new Color(0xC03030);
    private static final Color CEILING = new Color(0x333333);

    /** One for each strategy; both forms have it. After Okabe and Ito, whom those can read who do not tell red from green. */
    private static final Map<String, Color> OURS =
            Map.of("lockfree", new Color(0x0072B2), "forkjoin", new Color(0xE69F00), "lock", new Color(0x009E73));

    private static final List<Color> PEERS = List.of(
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0x8C564B),
            new Color(0x9467BD),
            new Color(0x7F7F7F),
            new Color(0xBCBD22),
            new Color(0x17BECF),
            new Color(0xD6A5A0),
            new Color(0x6B6ECF),
            new Color(0x637939),
            new Color(0xAAAAAA));

    private SpeedUpChart() {}

    /**
     * Draws what was measured; nothing if there are no two grains.
     *
     * @return whether there was something to draw
     * @throws IOException if it cannot be written
     */
    public static boolean write(Results results, Machine machine, Path file) throws IOException {
        if (Report.grains(results).size() < 2) {
            return false;
        }
        // Nothing is shown, so no display is needed.
        System.setProperty("java.awt.headless", "true");
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart(results, machine).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT))
                .writeTo(svg);
        // Names fonts of the same widths after that of this machine, which others may not have.
        Files.writeString(
                file,
                svg.toString(StandardCharsets.UTF_8)
                        .replaceAll(
                                "font-family:(&quot;[^&]*&quot;)",
                                "font-family:$1,&quot;DejaVu Sans&quot;,Verdana,sans-serif"));
        return true;
    }

    private static JFreeChart chart(Results results, Machine machine) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        int peers = 0;
        for (Entrant entrant : Entrant.values()) {
            XYSeries line = line(results, entrant);
            if (entrant == Entrant.LOOP || line.isEmpty()) {
                continue;
            }
            int series = lines.getSeriesCount();
            lines.addSeries(line);
            renderer.setSeriesPaint(series, color(entrant, peers));
            renderer.setSeriesStroke(series, stroke(entrant));
            renderer.setSeriesShape(series, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
            if (entrant.isPeer()) {
                peers++;
            }
        }
        XYPlot plot = new XYPlot(lines, grainAxis(lines), speedUpAxis(), renderer);
        plot.addRangeMarker(new ValueMarker(1, LOOP, new BasicStroke(1.5f)));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        JFreeChart chart = new JFreeChart("Speed-up over the plain loop", font(Font.BOLD, 18), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        TextTitle subtitle = new TextTitle(machine.toString(), font(Font.PLAIN, 10));
        chart.addSubtitle(0, subtitle);
        chart.getLegend().setPosition(RectangleEdge.RIGHT);
        chart.getLegend().setItemFont(font(Font.PLAIN, 11));
        chart.getLegend().setFrame(BlockBorder.NONE);
        return chart;
    }

    private static XYSeries line(Results results, Entrant entrant) {
        XYSeries line = new XYSeries(entrant.title());
        for (long grain : Report.grains(results)) {
            Key key = Key.throughput(entrant, Workloads.of(Workloads.CPU, grain), 2);
            results.median(key, Measure.SPEED_UP)
                    .ifPresent(speedUp -> line.add(Math.log10(Math.max(NO_WORK, (double) grain)), speedUp));
        }
        return line;
    }

    private static Color color(Entrant entrant, int peer) {
        String strategy = entrant.id().substring(0, Math.max(0, entrant.id().indexOf('-')));
        Color other = entrant.isPeer() ? PEERS.get(peer % PEERS.size()) : CEILING;
        return entrant.isOurs() ? OURS.getOrDefault(strategy, other) : other;
    }

    private static BasicStroke stroke(Entrant entrant) {
        float width = entrant.isOurs() ? 2.5f : 1.2f;
        boolean isDashed = entrant.id().endsWith("-push") || entrant == Entrant.CEILING;
        return isDashed
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0)
                : new BasicStroke(width);
    }

    /** The logarithms of the grains: an axis of a plain kind writes its labels as text, a logarithmic one draws them. */
    private static NumberAxis grainAxis(XYSeriesCollection lines) {
        NumberAxis axis = new NumberAxis("work of an item");
        // To whole decades, as only these have labels.
        axis.setRange(
                Math.floor(lines.getDomainLowerBound(false)) - MARGIN,
                Math.ceil(lines.getDomainUpperBound(false)) + MARGIN);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new GrainFormat());
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        axis.setLabelFont(font(Font.PLAIN, 12));
        return axis;
    }

    private static NumberAxis speedUpAxis() {
        NumberAxis axis = new NumberAxis();
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        return axis;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Times as they are spoken of, of their logarithms. */
    private static final class GrainFormat extends NumberFormat {
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double logarithm, StringBuffer to, FieldPosition position) {
            long nanos = Math.round(Math.pow(10, logarithm));
            return to.append(nanos <= NO_WORK ? "no work" : Numbers.time(nanos));
        }

        @Override
        public StringBuffer format(long logarithm, StringBuffer to, FieldPosition position) {
            return format((double) logarithm, to, position);
        }

        @Override
        public @Nullable Number parse(String text, ParsePosition position) {
            return null;
        }
    }
}
