package dev.inturn.cli;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A comparison as a table and a few sentences. */
final class ComparisonText {

    private static final int WIDTH = 100;

    private static final List<String> HEADINGS = List.of("", "threads", "lines/s", "spread", "speed-up", "from", "to");

    private final StringBuilder text = new StringBuilder();

    private ComparisonText() {}

    static String of(ComparisonReport report) {
        ComparisonText text = new ComparisonText();
        text.write(report);
        return text.text.toString();
    }

    private void write(ComparisonReport report) {
        Measurements measurements = report.measurements();
        Pace pace = measurements.pace();
        Work work = pace.work();
        paragraph(
                "",
                "%s. %s by the plain loop; %s.%s"
                        .formatted(
                                report.title(),
                                Numbers.nanos(1e9 / measurements.loop().median()) + " a line",
                                work.passes() == 1
                                        ? "a measurement is one pass"
                                        : "a measurement is " + Numbers.count(work.passes()) + " passes",
                                failed(pace, work)));
        line("");
        table(measurements);
        line("");
        paragraph(
                "",
                String.format(
                        Locale.ROOT,
                        "Medians of %s. The spread is the median distance from the median. The speed-up is that"
                                + " over the plain loop in the same round, and lies within its bounds with a confidence"
                                + " of %.0f%%. With no order, threads have nothing in common: so much the work could"
                                + " gain.",
                        Numbers.rounds(report.rounds()),
                        100
                                * measurements
                                        .speedUp(measurements.ordered().get(0))
                                        .confidence()));
        line("");
        paragraph("", report.difference().map(ComparisonText::sentence).orElse("All outputs are the same."));
        line("");
        paragraph("", "Verdict: " + report.verdict().text());
        line("");
        paragraph("", "Ordered parallelism pays where all of these hold:");
        for (Condition condition : report.conditions()) {
            String answer = condition.answer().name().toLowerCase(Locale.ROOT);
            paragraph("  ", "- %s: %s; %s".formatted(condition.name(), answer, condition.text()));
        }
    }

    private static String failed(Pace pace, Work work) {
        if (pace.failed() == 0) {
            return "";
        }
        return " %s of the lines fail and are %s."
                .formatted(Numbers.count(pace.failed()), work.onError() == OnError.skip ? "left out" : "marked");
    }

    private void table(Measurements measurements) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(HEADINGS), measurements.all().stream().map(rates -> row(measurements, rates)))
                .toList();
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder cells = new StringBuilder(Strings.padEnd(row.get(0), widths[0], ' '));
            for (int column = 1; column < widths.length; column++) {
                cells.append("  ").append(Strings.padStart(row.get(column), widths[column], ' '));
            }
            line(cells.toString().stripTrailing());
        }
    }

    private static List<String> row(Measurements measurements, Rates rates) {
        Ratio speedUp = measurements.speedUp(rates);
        boolean loop = rates.way() instanceof Way.Loop;
        return List.of(
                rates.way().name(),
                String.valueOf(rates.way().parallelism()),
                Numbers.rate(rates.median()),
                Numbers.percent(rates.spread()),
                Numbers.ratio(speedUp.median()),
                loop ? "" : Numbers.ratio(speedUp.low()),
                loop ? "" : Numbers.ratio(speedUp.high()));
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    /** Breaks a text into lines, of which all but the first are indented by two more. */
    private void paragraph(String indent, String words) {
        StringBuilder row = new StringBuilder(indent);
        boolean empty = true;
        for (String word : Splitter.on(' ').split(words)) {
            if (!empty && row.length() + 1 + word.length() > WIDTH) {
                line(row.toString());
                row = new StringBuilder(indent.isEmpty() ? "" : indent + "  ");
                empty = true;
            }
            row.append(empty ? "" : " ").append(word);
            empty = false;
        }
        line(row.toString());
    }

    private void line(String row) {
        text.append(row).append('\n');
    }
}
