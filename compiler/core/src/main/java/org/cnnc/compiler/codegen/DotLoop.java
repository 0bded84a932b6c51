package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.schedule.LoopPlan;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The loops of long sums of products, for chunks of one length: products are added side by side to two rows of partial
 * sums, and such a row is added up. Offsets are literals, of which HotSpot knows that they do not overlap within one
 * array; so it makes vectors of both.
 */
final class DotLoop {
    private static final int PARTS = 4;

    private DotLoop() {}

    /** {@code (sums0, sums1, pair, right)}: the pieces of a pair stand one behind the other. */
    static String products(int chunk) {
        return "products" + chunk;
    }

    static final String PRODUCTS_DESCRIPTOR = Type.getMethodDescriptor(
            Type.VOID_TYPE, Types.FLOATS, Types.FLOATS, Types.FLOATS, Types.FLOATS);

    /** {@code (sums)}: adds its second, third and fourth quarter to the first. */
    static String fold(int chunk) {
        return "fold" + chunk;
    }

    static final String FOLD_DESCRIPTOR = Type.getMethodDescriptor(Type.VOID_TYPE, Types.FLOATS);

    static void emit(ClassVisitor owner, int chunk) {
        Code.method(owner, Opcodes.ACC_STATIC, products(chunk), PRODUCTS_DESCRIPTOR, 0, code -> products(code, chunk));
        Code.method(owner, Opcodes.ACC_STATIC, fold(chunk), FOLD_DESCRIPTOR, 0, code -> fold(code, chunk / PARTS));
    }

    private static void products(Code code, int chunk) {
        List<Code.Local> sums = List.of(code.parameter(Types.FLOATS), code.parameter(Types.FLOATS));
        Code.Local pair = code.parameter(Types.FLOATS);
        Code.Local right = code.parameter(Types.FLOATS);
        RowLoop.preventInlining(code);
        code.loop(0, chunk, 1, index -> {
            List<Code.Local> factors = new ArrayList<>();
            for (int k = 0; k < LoopPlan.Dots.CHUNKS; k++) {
                element(code, right, index, k * chunk);
                factors.add(code.storeNew(Type.FLOAT_TYPE));
            }
            for (int m = 0; m < sums.size(); m++) {
                element(code, sums.get(m), index, 0);
                Code.Local sum = code.storeNew(Type.FLOAT_TYPE);
                for (int k = 0; k < LoopPlan.Dots.CHUNKS; k++) {
                    element(code, pair, index, (m * LoopPlan.Dots.CHUNKS + k) * chunk);
                    code.load(factors.get(k));
                    code.load(sum);
                    new ScalarArithmetic().fma(code);
                    code.store(sum);
                }
                code.load(sums.get(m));
                code.load(index);
                code.load(sum);
                code.op(Opcodes.FASTORE);
            }
        });
        code.op(Opcodes.RETURN);
    }

    private static void fold(Code code, int quarter) {
        Code.Local sums = code.parameter(Types.FLOATS);
        RowLoop.preventInlining(code);
        code.loop(0, quarter, 1, index -> {
            code.load(sums);
            code.load(index);
            for (int part = 0; part < PARTS; part += 2) {
                element(code, sums, index, part * quarter);
                element(code, sums, index, (part + 1) * quarter);
                code.op(Opcodes.FADD);
            }
            code.op(Opcodes.FADD);
            code.op(Opcodes.FASTORE);
        });
        code.op(Opcodes.RETURN);
    }

    private static void element(Code code, Code.Local array, Code.Local index, int plus) {
        code.load(array);
        code.load(index);
        code.plus(plus);
        code.op(Opcodes.FALOAD);
    }
}
