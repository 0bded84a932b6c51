package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.schedule.StepValues;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits {@link org.cnnc.runtime.TrainingProgram#values} and {@link org.cnnc.runtime.TrainingProgram#multiply}:
 * straight-line arithmetic in double precision, with the functions of {@link StrictMath}, which give the same bits on
 * every machine.
 */
final class StepValuesEmitter {
    private static final Type DOUBLE = Type.DOUBLE_TYPE;
    private static final Type DOUBLES = Type.getType(double[].class);
    private static final int ACCESS = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;

    private final ClassVisitor owner;
    private final StepValues values;
    private final List<String> settings;

    /** @param settings names of the optimizer's settings, in their order */
    StepValuesEmitter(ClassVisitor owner, StepValues values, List<String> settings) {
        this.owner = owner;
        this.values = values;
        this.settings = settings;
    }

    void emit() {
        String descriptor =
                Type.getMethodDescriptor(Type.VOID_TYPE, Type.LONG_TYPE, DOUBLES, DOUBLES, DOUBLE, Types.FLOATS);
        Code.method(owner, ACCESS, "values", descriptor, 0, code -> {
            Formulas formulas = new Formulas(code);
            formulas.norm = code.parameter(DOUBLE);
            Code.Local result = code.parameter(Types.FLOATS);
            List<Scalar> all = new ArrayList<>(values.byName().values());
            for (int i = 0; i < all.size(); i++) {
                code.load(result);
                code.push(i);
                formulas.emit(all.get(i));
                code.op(Opcodes.D2F);
                code.op(Opcodes.FASTORE);
            }
            code.op(Opcodes.RETURN);
        });
        if (!values.products().isEmpty()) emitProducts();
    }

    private void emitProducts() {
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, Type.LONG_TYPE, DOUBLES, DOUBLES);
        Code.method(owner, ACCESS, "multiply", descriptor, 0, code -> {
            Formulas formulas = new Formulas(code);
            for (int i = 0; i < values.products().size(); i++) {
                code.load(formulas.products);
                code.push(i);
                formulas.emit(values.products().get(i));
                formulas.emit(values.products().get(i).factor());
                code.op(Opcodes.DMUL);
                code.op(Opcodes.DASTORE);
            }
            code.op(Opcodes.RETURN);
        });
    }

    /** The formulas of a method whose first parameters are the number of the step, the settings and the products. */
    private final class Formulas {
        private final Code code;
        private final Code.Local step;
        private final Code.Local hyper;
        private final Code.Local products;

        /** Only where {@code values} computes it: products are multiplied by what follows from the step alone. */
        private Code.Local norm;

        Formulas(Code code) {
            this.code = code;
            step = code.parameter(Type.LONG_TYPE);
            hyper = code.parameter(DOUBLES);
            products = code.parameter(DOUBLES);
        }

        /** Leaves the value on the stack, as a double. */
        void emit(Scalar scalar) {
            switch (scalar) {
                case Scalar.Constant(double value) -> code.push(value);
                case Scalar.Setting(String name) -> element(hyper, settings.indexOf(name));
                case Scalar.Product product -> element(products, values.products().indexOf(product));
                case Scalar.Step() -> {
                    code.load(step);
                    code.op(Opcodes.L2D);
                }
                case Scalar.GradientNorm() -> code.load(Objects.requireNonNull(norm, "a product has no norm in it"));
                case Scalar.Root(Scalar x) -> {
                    emit(x);
                    code.invokeStatic(Types.name(StrictMath.class), "sqrt", DOUBLE, DOUBLE);
                }
                case Scalar.Binary(Scalar.Operator operator, Scalar x, Scalar y) -> {
                    emit(x);
                    emit(y);
                    emit(operator);
                }
            }
        }

        private void emit(Scalar.Operator operator) {
            switch (operator) {
                case ADD -> code.op(Opcodes.DADD);
                case SUBTRACT -> code.op(Opcodes.DSUB);
                case MULTIPLY -> code.op(Opcodes.DMUL);
                case DIVIDE -> code.op(Opcodes.DDIV);
                case MIN -> code.invokeStatic(Types.name(StrictMath.class), "min", DOUBLE, DOUBLE, DOUBLE);
                case POWER -> code.invokeStatic(Types.name(StrictMath.class), "pow", DOUBLE, DOUBLE, DOUBLE);
            }
        }

        private void element(Code.Local array, int index) {
            if (index < 0) throw new IllegalStateException("a formula names what is not declared: " + values);
            code.load(array);
            code.push(index);
            code.op(Opcodes.DALOAD);
        }
    }
}
