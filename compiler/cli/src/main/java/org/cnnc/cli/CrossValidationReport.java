package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a cross validation ended: each fold, and the mean and standard deviation over all. */
final class CrossValidationReport {
    private static final String LINE = "%6s  %5s  %10s  %8s  %10s  %8s%n";

    private final CrossValidation validation;
    private final CrossValidation.Result result;

    CrossValidationReport(CrossValidation validation, CrossValidation.Result result) {
        this.validation = validation;
        this.result = result;
    }

    /**
     * Mean and standard deviation of what the folds achieved.
     *
     * @param deviation of a sample, by one less than the number of folds
     */
    record Spread(double mean, double deviation) {
        static Spread of(double... values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
            return new Spread(mean, Math.sqrt(squares / (values.length - 1)));
        }
    }

    private Spread spread(ToDoubleFunction<Training.Outcome> measure) {
        return Spread.of(result.folds().stream().mapToDouble(measure).toArray());
    }

    /** A table, a line a fold and two for all of them. */
    void text(PrintWriter out) {
        out.format(Locale.ROOT, LINE, "fold", "epoch", "val loss", "val acc", "test loss", "test acc");
        for (int number = 1; number <= result.folds().size(); number++) {
            Training.Outcome fold = result.folds().get(number - 1);
            line(out, Integer.toString(number), fold.epoch() == 0 ? "-" : Integer.toString(fold.epoch()), fold.loss(),
                    fold.accuracy(), fold.test().loss(), fold.test().accuracy());
        }
        Spread loss = spread(Training.Outcome::loss);
        Spread accuracy = spread(Training.Outcome::accuracy);
        Spread testLoss = spread(fold -> fold.test().loss());
        Spread testAccuracy = spread(fold -> fold.test().accuracy());
        line(out, "mean", "", loss.mean(), accuracy.mean(), testLoss.mean(), testAccuracy.mean());
        line(out, "±", "", loss.deviation(), accuracy.deviation(), testLoss.deviation(), testAccuracy.deviation());
        out.println();
        if (!Double.isNaN(accuracy.mean())) {
            out.format(Locale.ROOT, "validation accuracy %s ± %s, loss %.6f ± %.6f, over %d folds%n",
                    TrainingText.percent(accuracy.mean()), TrainingText.percent(accuracy.deviation()), loss.mean(),
                    loss.deviation(), result.folds().size());
        } else {
            out.format(Locale.ROOT, "validation loss %.6f ± %.6f, over %d folds%n", loss.mean(), loss.deviation(), result.folds().size());
        }
        out.format(Locale.ROOT, "in %s, runs in %s%n", Durations.text(result.seconds()), validation.group().folder());
    }

    private static void line(
            PrintWriter out, String name, String epoch, double loss, double accuracy, double testLoss,
            double testAccuracy) {
        out.format(Locale.ROOT, LINE, name, epoch, loss(loss), share(accuracy), loss(testLoss), share(testAccuracy));
    }

    private static String loss(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : TrainingText.percent(value);
    }

    /** One object with the folds, their mean and their standard deviation in it. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("done", true);
        ArrayNode folds = json.putArray("folds");
        for (int number = 1; number <= result.folds().size(); number++) {
            Training.Outcome fold = result.folds().get(number - 1);
            ObjectNode row = folds.addObject();
            row.put("fold", number);
            if (fold.epoch() > 0) row.put("best_epoch", fold.epoch());
            Json.put(row, "val_accuracy", fold.accuracy());
            Json.put(row, "val_loss", fold.loss());
            Json.put(row, "test_accuracy", fold.test().accuracy());
            Json.put(row, "test_loss", fold.test().loss());
            row.put("folder", validation.group().part(number).toString());
        }
        ObjectNode mean = json.putObject("mean");
        ObjectNode deviation = json.putObject("deviation");
        put(mean, deviation, "val_accuracy", spread(Training.Outcome::accuracy));
        put(mean, deviation, "val_loss", spread(Training.Outcome::loss));
        put(mean, deviation, "test_accuracy", spread(fold -> fold.test().accuracy()));
        put(mean, deviation, "test_loss", spread(fold -> fold.test().loss()));
        json.put("folder", validation.group().folder().toString());
        json.put("seconds", result.seconds());
        return json;
    }

    private static void put(ObjectNode mean, ObjectNode deviation, String name, Spread spread) {
        Json.put(mean, name, spread.mean());
        Json.put(deviation, name, spread.deviation());
    }
}
