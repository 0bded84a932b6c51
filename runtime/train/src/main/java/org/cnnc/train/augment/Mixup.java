package org.cnnc.train.augment;

/**
 * Sample and target become {@code lambda} of themselves and {@code 1 - lambda} of another's, with lambda from
 * Beta(alpha, alpha) (Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: Beyond Empirical Risk Minimization", 2018).
 *
 * @param alpha of the beta distribution; 0 mixes nothing
 */
public record Mixup(double alpha) implements Mixing {
    public Mixup {
        Augmentation.require("alpha", alpha, 0, BetaDistribution.LARGEST);
    }

    @Override
    public String name() {
        return "mixup";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return true;
    }

    @Override
    public void apply(Batch batch, SampleShape shape, int targetSize, Draws draws) {
        if (alpha == 0 || batch.count() < 2) return;
        double lambda = BetaDistribution.symmetric(alpha, draws);
        Mixing.blend(batch.inputs(), shape.size(), batch.count(), lambda);
        Mixing.blend(batch.targets(), targetSize, batch.count(), lambda);
    }
}
