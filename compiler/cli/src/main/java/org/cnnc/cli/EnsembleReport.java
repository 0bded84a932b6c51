package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.cnnc.train.TrainingResult;

/** How the training of an ensemble ended: each member, and all together. */
final class EnsembleReport {
    private static final String HEAD = "%6s  %5s  %10s  %8s  %10s  %8s%n";
    private static final String ROW = "%6s  %5s  %10.6f  %8s  %10.6f  %8s%n";

    private final EnsembleTraining training;
    private final EnsembleTraining.Result result;

    EnsembleReport(EnsembleTraining training, EnsembleTraining.Result result) {
        this.training = training;
        this.result = result;
    }

    /** A table, a line a member and one for their mean. */
    void text(PrintWriter out) {
        out.format(Locale.ROOT, HEAD, "member", "epoch", "val loss", "val acc", "test loss", "test acc");
        int number = 0;
        for (TrainingResult member : result.members()) {
            number++;
            out.format(
                    Locale.ROOT, ROW, number, member.bestEpoch(), member.bestLoss(),
                    TrainingText.percent(member.bestAccuracy()), member.test().loss(),
                    TrainingText.percent(member.test().accuracy()));
        }
        out.format(
                Locale.ROOT, ROW, "mean", "", result.validation().loss(),
                TrainingText.percent(result.validation().accuracy()), result.test().loss(),
                TrainingText.percent(result.test().accuracy()));
        out.format(
                Locale.ROOT, "%ntest accuracy %s, loss %.6f, by the mean of %d networks%nin %s, weights in %s%n",
                TrainingText.percent(result.test().accuracy()), result.test().loss(), result.members().size(),
                Durations.text(result.seconds()), training.folder());
    }

    /** One object, as a single network's, with the members in it. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("done", true);
        Json.put(json, "test_accuracy", result.test().accuracy());
        Json.put(json, "test_loss", result.test().loss());
        Json.put(json, "val_accuracy", result.validation().accuracy());
        Json.put(json, "val_loss", result.validation().loss());
        ArrayNode members = json.putArray("members");
        for (int number = 1; number <= result.members().size(); number++) {
            TrainingResult member = result.members().get(number - 1);
            ObjectNode row = members.addObject();
            row.put("member", number);
            row.put("best_epoch", member.bestEpoch());
            Json.put(row, "val_accuracy", member.bestAccuracy());
            Json.put(row, "val_loss", member.bestLoss());
            Json.put(row, "test_accuracy", member.test().accuracy());
            Json.put(row, "test_loss", member.test().loss());
            row.put("weights", training.group().weights(number).toString());
        }
        json.put("weights", training.folder().toString());
        json.put("seconds", result.seconds());
        return json;
    }
}
