package org.cnnc.compiler.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.RemedyEdits;
import org.cnnc.compiler.op.ParameterSpec;

/**
 * A bias whose channel mean a normalisation takes away again (Ioffe and Szegedy, 2015, section 3.2). A bias that the
 * file asks for by {@code bias=true} is meant, to match published weights for instance.
 */
final class BiasBeforeNorm implements LayerRule {
    private static final Set<String> NORMS = Set.of("batchnorm", "instancenorm");

    @Override
    public Optional<Diagnostic> judge(Network network, GraphNode node) {
        List<GraphNode> readers = network.readers(node);
        boolean before = readers.size() == 1 && NORMS.contains(readers.getFirst().layer().name()) && !network.isOutput(node);
        return before && hasUnaskedBias(network, node) ? Optional.of(told(readers.getFirst(), node)) : Optional.empty();
    }

    private static boolean hasUnaskedBias(Network network, GraphNode node) {
        boolean settable = node.layer().kind().schema().arguments().stream().anyMatch(argument -> argument.name().equals("bias"));
        boolean has = node.layer().parameters(network.inputsOf(node)).stream().anyMatch(spec -> spec.role() == ParameterSpec.Role.BIAS);
        return settable && has && !node.arguments().containsKey("bias");
    }

    private static Diagnostic told(GraphNode norm, GraphNode node) {
        return Diagnostic.warning(Code.CNN7011, node.span(), "its bias is taken away again by `" + norm.layer().name() + "`")
                .related(norm.statement(), "this subtracts each channel's mean")
                .note("`bias=true` says that it is meant")
                .fix(new Fix("`bias=false` leaves it out", RemedyEdits.argument("bias", "false", node.span(), node.arguments())));
    }
}
