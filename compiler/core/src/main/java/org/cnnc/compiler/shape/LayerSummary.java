package org.cnnc.compiler.shape;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/**
 * What there is to know of a layer, for reports.
 *
 * @param path the canonical name
 * @param op the layer's kind
 * @param inputs names of the inputs or layers it reads
 * @param read the shapes of what it reads, per sample
 * @param parameters elements of its parameter tensors
 * @param state elements of the tensors that lie with them and are not trained, such as running statistics
 * @param macs multiply-adds per sample
 * @param arithmetic how the sizes of the result, the counts and the receptive field come about
 * @param receptiveField input cells that an element sees, per spatial axis; empty on flat inputs
 * @param init the weight's initialiser as the language writes it; empty without a weight
 * @param deviation the standard deviation that it amounts to
 * @param line line of the file, from 1
 * @param layer the layer itself
 * @param arguments its arguments, defaults filled in; empty for an activation that another layer's {@code act} names
 * @param statement where it stands
 * @param use the use of the block that it comes from
 */
public record LayerSummary(
        String path,
        String op,
        List<String> inputs,
        List<Shape> read,
        Shape output,
        long parameters,
        long state,
        long macs,
        LayerArithmetic arithmetic,
        List<Long> receptiveField,
        String init,
        OptionalDouble deviation,
        int line,
        Layer layer,
        Optional<Arguments> arguments,
        Span statement,
        Optional<Span> use) {}
