package org.cnnc.compiler.schedule;

import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Space;

/**
 * Where an operand stands: element (i, j, ...) is at {@code base + i * strides[0] + j * strides[1] + ...} of its
 * space. A margin around it, where windows reach beyond the edge, is counted in {@code base}.
 *
 * @param strides in floats, one per index of the operand (the sample first where it is batched)
 */
public record Placement(Space space, int base, int[] strides) {
    public Access.Address address(List<Affine> index) {
        Affine offset = Affine.constant(base);
        for (int i = 0; i < strides.length; i++) offset = offset.plus(index.get(i).times(strides[i]));
        return new Access.Address(space, offset);
    }

    Placement moved(int floats) {
        return new Placement(space, Math.addExact(base, floats), strides);
    }
}
