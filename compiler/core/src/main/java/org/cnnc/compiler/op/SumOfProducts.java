package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cnnc.compiler.tensor.Shape;

/**
 * A count as it comes about, {@code 6*1*5*5 + 6}.
 *
 * @param what what is counted, in the words of errors
 * @param terms the factors of each product
 */
public record SumOfProducts(String what, List<List<Long>> terms) {
    static SumOfProducts of(String what, long... factors) {
        return new SumOfProducts(what, List.of(LongStream.of(factors).boxed().toList()));
    }

    /** The elements of so many tensors. */
    public static SumOfProducts elements(String what, List<Shape> shapes) {
        return new SumOfProducts(what, shapes.stream()
                .map(shape -> Arrays.stream(shape.extents()).asLongStream().boxed().toList())
                .toList());
    }

    /** @throws ShapeException CNN2007 when it does not fit a long */
    public long value() {
        long sum = 0;
        for (List<Long> factors : terms) {
            sum = SizeArithmetic.sum(what, sum, SizeArithmetic.product(what, factors.stream().mapToLong(f -> f).toArray()));
        }
        return sum;
    }

    /** @param quantity what the count is called in a report */
    public Equation equation(String quantity) {
        return new Equation(quantity, formula(), value());
    }

    public String formula() {
        return terms.stream()
                .map(factors -> factors.stream().map(String::valueOf).collect(Collectors.joining("*")))
                .collect(Collectors.joining(" + "));
    }
}
