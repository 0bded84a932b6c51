package org.cnnc.cli.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.source.Span;

/** A setting that takes another value from trial to trial. */
public sealed interface Dimension {
    /** As {@code --set} names it. */
    String path();

    /** Where the file names it. */
    Span key();

    /** The value at a share of the way, from 0 to 1 (exclusive), through all that there are. */
    OutsideValue at(double share);

    /** Listed values. */
    record Choices(String path, Span key, List<OutsideValue> values) implements Dimension {
        public Choices {
            values = List.copyOf(values);
        }

        @Override
        public OutsideValue at(double share) {
            return values.get((int) (share * values.size()));
        }
    }

    /**
     * Numbers from {@code min} to {@code max}, both included: multiples of {@code round}, or numbers of four
     * significant digits.
     *
     * @param span where the least one is written
     */
    record Range(
            String path, Span key, BigDecimal min, BigDecimal max, Scale scale, Optional<BigDecimal> round, Span span)
            implements Dimension {
        /** Enough to tell trials apart, and few enough to read. */
        private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

        /** {@code 0.001 to 1, log}. */
        @Override
        public String toString() {
            return min.toPlainString() + " to " + max.toPlainString() + ", " + scale.name().toLowerCase(Locale.ROOT)
                    + round.map(step -> ", round " + step.toPlainString()).orElse("");
        }

        @Override
        public OutsideValue at(double share) {
            BigDecimal value = round.isPresent() && scale == Scale.LINEAR ? multiple(share, round.get()) : drawn(share);
            BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            return new OutsideValue.Single(plain.toPlainString(), span);
        }

        /** Each multiple is as likely as any other. */
        private BigDecimal multiple(double share, BigDecimal step) {
            BigDecimal first = least(step);
            BigDecimal count = greatest(step).subtract(first).divideToIntegralValue(step).add(BigDecimal.ONE);
            BigDecimal index = BigDecimal.valueOf(share).multiply(count).setScale(0, RoundingMode.FLOOR);
            return first.add(index.multiply(step));
        }

        private BigDecimal drawn(double share) {
            BigDecimal value = BigDecimal.valueOf(scale.at(min.doubleValue(), max.doubleValue(), share));
            if (round.isEmpty()) return value.round(DIGITS).max(min).min(max);
            BigDecimal step = round.get();
            BigDecimal nearest = value.divide(step, 0, RoundingMode.HALF_EVEN).multiply(step);
            return nearest.max(least(step)).min(greatest(step));
        }

        /** The least multiple within. */
        BigDecimal least(BigDecimal step) {
            return min.divide(step, 0, RoundingMode.CEILING).multiply(step);
        }

        /** The greatest multiple within. */
        BigDecimal greatest(BigDecimal step) {
            return max.divide(step, 0, RoundingMode.FLOOR).multiply(step);
        }
    }
}
