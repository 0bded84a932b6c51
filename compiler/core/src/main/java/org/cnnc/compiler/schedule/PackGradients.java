package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Lets a nest that sums a weight's gradient out of tensors in blocks of channels store it in such blocks too, where the
 * channels of the layer's result are the vector; a step of its own puts it in the canonical order.
 */
final class PackGradients {
    private PackGradients() {}

    static CutPhases.Phased pack(CutPhases.Phased phased, Lowering.Temporaries temporaries) {
        Program program = phased.program();
        Map<Operand, Layout> layouts = new LinkedHashMap<>(program.layouts());
        List<Program.Step> steps = new ArrayList<>();
        int[] ends = phased.ends().clone();
        int added = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            Program.Step step = program.steps().get(i);
            Optional<Layout> order = order(program, step.nest());
            if (order.isPresent()) {
                Operand gradient = step.nest().element().operand();
                Operand packed = temporaries.create(gradient.name() + "_packed", TensorType.shared(gradient.type().shape()));
                layouts.put(packed, order.get());
                steps.add(new Program.Step(storing(step.nest(), packed), step.fused()));
                steps.add(new Program.Step(unpacking(step.nest(), packed, gradient)));
                added++;
            } else {
                steps.add(step);
            }
            for (int phase = 0; phase < ends.length; phase++) {
                if (phased.ends()[phase] == i + 1) ends[phase] = i + 1 + added;
            }
        }
        return new CutPhases.Phased(
                new Program(steps, program.aliases(), program.bound(), layouts), ends, phased.sums(), phased.sumFloats(),
                phased.extraFloats());
    }

    /** The order in which a nest would store the gradient of a weight; empty where the canonical one is as good. */
    private static Optional<Layout> order(Program program, Nest nest) {
        Program.Bound bound = program.bound().get(nest.element().operand());
        if (bound == null || bound.space() != Space.GRADIENTS || !BlockChannels.isContraction(nest)) return Optional.empty();
        boolean readsBlocks = nest.loads().stream()
                .map(load -> program.layouts().get(load.operand()))
                .anyMatch(layout -> layout != null && layout.blocks());
        if (nest.element().operand().rank() < 2 || !readsBlocks) return Optional.empty();
        Nest split = SplitChannels.split(nest, program.layouts());
        Access.Element store = split.element();
        Layout order = IntStream.range(0, store.index().size())
                .mapToObj(i -> PackedOrder.within(store, i, split.axisByName()))
                .filter(axes -> !axes.isEmpty())
                .findFirst()
                .map(vector -> PackedOrder.of(split, store, vector))
                .orElse(Layout.dense(store.operand()));
        return order.blocks() ? Optional.of(order) : Optional.empty();
    }

    private static Nest storing(Nest nest, Operand packed) {
        return new Nest(
                nest.name(), nest.line(), nest.axes(), nest.reduction(), nest.result(),
                new Access.Element(packed, nest.element().index()));
    }

    private static Nest unpacking(Nest nest, Operand packed, Operand gradient) {
        List<Axis> axes = new ArrayList<>();
        int[] extents = gradient.type().shape().extents();
        for (int d = 0; d < extents.length; d++) axes.add(new Axis("d" + d, extents[d]));
        return new Nest(
                nest.name() + "_unpacked", nest.line(), axes, Optional.empty(), Lowering.load(packed, axes),
                Lowering.at(gradient, axes));
    }
}
